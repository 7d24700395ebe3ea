// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RequestUi.h"

#include "ChoiceQuestion.h"
#include "Desk.h"
#include "FieldsQuestion.h"
#include "FileQuestion.h"
#include "InputQuestion.h"
#include "TalkLog.h"
#include "Wording.h"

namespace spectrum::purple
{

namespace
{

struct Owner {
    PurpleAccount *account = nullptr;
    PurpleConversation *conversation = nullptr;
    void *data = nullptr;
};

// A plugin that offers more buttons than this has not counted them.
constexpr qsizetype maximumWays = 200;

Desk *deskOf(const Owner &owner)
{
    if (owner.account)
        return Desk::of(owner.account);
    if (owner.conversation)
        return Desk::of(purple_conversation_get_account(owner.conversation));
    return Desk::ofData(owner.data);
}

void *ask(const Owner &owner, std::unique_ptr<Question> question)
{
    if (Desk *desk = deskOf(owner))
        return desk->questions().ask(std::move(question));
    qCWarning(lcTalk) << "a request that belongs to no session is cancelled; its kind is" << question->type();
    return Refusals::ofNobody().refuse(std::move(question));
}

void *refuseFile(const Owner &owner, const char *title, std::unique_ptr<Question> question)
{
    Desk *desk = deskOf(owner);
    if (!desk) {
        qCWarning(lcTalk) << "a request for a file that belongs to no session is cancelled";
        return Refusals::ofNobody().refuse(std::move(question));
    }
    const QString what = labelText(title);
    desk->notices().add(
        QStringLiteral("The network asks for a file or a folder, which cannot be given here%1")
            .arg(what.isEmpty() ? QStringLiteral(".") : QStringLiteral(": ") + what));
    return desk->questions().refuse(std::move(question));
}

void *requestInput(const char *title, const char *primary, const char *secondary, const char *proposal,
                   gboolean isLong, gboolean isMasked, gchar *, const char *, GCallback given, const char *,
                   GCallback cancelled, PurpleAccount *account, const char *,
                   PurpleConversation *conversation, void *data)
{
    const auto kind = isMasked ? InputQuestion::Kind::Secret
                      : isLong ? InputQuestion::Kind::Lines
                               : InputQuestion::Kind::Line;
    return ask({account, conversation, data},
               std::make_unique<InputQuestion>(RequestWords{title, primary, secondary}, proposal, kind,
                                               RequestOutcome{given, cancelled, data}));
}

void *requestChoice(const char *title, const char *primary, const char *secondary, int proposal, const char *,
                    GCallback given, const char *, GCallback cancelled, PurpleAccount *account, const char *,
                    PurpleConversation *conversation, void *data, va_list list)
{
    QList<ChoiceQuestion::Choice> choices;
    while (const char *label = va_arg(list, const char *)) {
        choices.append({label, va_arg(list, int)});
        if (choices.size() >= maximumWays)
            break;
    }
    return ask({account, conversation, data},
               std::make_unique<ChoiceQuestion>(RequestWords{title, primary, secondary}, choices, proposal,
                                                RequestOutcome{given, cancelled, data}));
}

void *requestActionWithIcon(const char *title, const char *primary, const char *secondary, int proposal,
                            PurpleAccount *account, const char *, PurpleConversation *conversation,
                            gconstpointer icon, gsize iconSize, void *data, size_t count, va_list list)
{
    constexpr gsize maximumIcon = 256 * 1024;
    QList<ChoiceQuestion::Action> actions;
    for (size_t i = 0; i < count && actions.size() < maximumWays; ++i) {
        const char *label = va_arg(list, const char *);
        actions.append({label, va_arg(list, GCallback)});
    }
    const QByteArray image = icon && iconSize <= maximumIcon ? QByteArray(static_cast<const char *>(icon),
                                                                          static_cast<qsizetype>(iconSize))
                                                             : QByteArray();
    return ask({account, conversation, data},
               std::make_unique<ChoiceQuestion>(RequestWords{title, primary, secondary}, actions, proposal,
                                                data, image));
}

void *requestAction(const char *title, const char *primary, const char *secondary, int proposal,
                    PurpleAccount *account, const char *who, PurpleConversation *conversation, void *data,
                    size_t count, va_list list)
{
    return requestActionWithIcon(title, primary, secondary, proposal, account, who, conversation, nullptr, 0,
                                 data, count, list);
}

void *requestFields(const char *title, const char *primary, const char *secondary,
                    PurpleRequestFields *fields, const char *, GCallback given, const char *,
                    GCallback cancelled, PurpleAccount *account, const char *,
                    PurpleConversation *conversation, void *data)
{
    const Owner owner{account, conversation, data};
    Desk *desk = deskOf(owner);
    return ask(owner, std::make_unique<FieldsQuestion>(RequestWords{title, primary, secondary}, fields,
                                                       RequestOutcome{given, cancelled, data},
                                                       desk ? desk->account() : account));
}

void *requestFile(const char *title, const char *, gboolean, GCallback given, GCallback cancelled,
                  PurpleAccount *account, const char *, PurpleConversation *conversation, void *data)
{
    return refuseFile(
        {account, conversation, data}, title,
        std::make_unique<FileQuestion>(PURPLE_REQUEST_FILE, RequestOutcome{given, cancelled, data}));
}

void *requestFolder(const char *title, const char *, GCallback given, GCallback cancelled,
                    PurpleAccount *account, const char *, PurpleConversation *conversation, void *data)
{
    return refuseFile(
        {account, conversation, data}, title,
        std::make_unique<FileQuestion>(PURPLE_REQUEST_FOLDER, RequestOutcome{given, cancelled, data}));
}

void *requestScreen(const char *title, const char *, const char *, PurpleAccount *account, GCallback given,
                    void *data)
{
    return refuseFile(
        {account, nullptr, data}, title,
        std::make_unique<FileQuestion>(PURPLE_REQUEST_SCREENSHARE, RequestOutcome{given, nullptr, data}));
}

void closeRequest(PurpleRequestType, void *handle)
{
    if (!Refusals::ofNobody().forget(handle))
        Desk::withdraw(handle);
}

} // namespace

PurpleRequestUiOps *RequestUi::operations()
{
    static PurpleRequestUiOps operations{};
    operations.request_input = requestInput;
    operations.request_choice = requestChoice;
    operations.request_action = requestAction;
    operations.request_fields = requestFields;
    operations.request_file = requestFile;
    operations.close_request = closeRequest;
    operations.request_folder = requestFolder;
    operations.request_action_with_icon = requestActionWithIcon;
    operations.request_screenshare_media = requestScreen;
    return &operations;
}

} // namespace spectrum::purple
