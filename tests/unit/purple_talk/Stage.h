// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// libpurple in this process, with accounts of the protocol plugin that does what it is told to.
#pragma once

#include "Desk.h"
#include "EventLoop.h"
#include "NotifyUi.h"
#include "RequestUi.h"
#include "Turn.h"
#include "Wording.h"

#include <support/MockClock.h>

#include <QTemporaryDir>
#include <QtTest>

namespace spectrum::purple::testing
{

// Once in a process, as libpurple.
inline void startLibrary()
{
    static QTemporaryDir folder;
    static bool isStarted = false;
    if (std::exchange(isStarted, true))
        return;
    purple_util_set_user_dir(QFile::encodeName(folder.path()).constData());
    purple_debug_set_enabled(FALSE);
    purple_eventloop_set_ui_ops(EventLoop::operations());
    purple_request_set_ui_ops(RequestUi::operations());
    purple_notify_set_ui_ops(NotifyUi::operations());
    purple_plugins_add_search_path(TRIAL_FOLDER);
    QVERIFY(purple_core_init("spectrum-test"));
    purple_set_blist(purple_blist_new());
    QVERIFY(purple_find_prpl("prpl-trial"));
}

class RecordingSink final : public EventSink
{
public:
    void handleEvent(Event &&event) override
    {
        if (const auto *asked = std::get_if<LoginStepRequired>(&event))
            steps.append(asked->step);
        else if (const auto *withdrawn = std::get_if<LoginStepWithdrawn>(&event))
            gone.append(withdrawn->number);
        else if (const auto *notice = std::get_if<NoticeReceived>(&event))
            notices.append(notice->text);
        events.append(event);
        if (onEvent)
            onEvent(events.constLast());
    }

    QList<Event> events;
    QList<LoginStep> steps;
    QList<quint32> gone;
    QStringList notices;
    std::function<void(const Event &)> onEvent;
};

// An account, its desk, and what the plugin's voice said to it.
class Stage
{
public:
    explicit Stage(const QByteArray &name = "romeo@trial.example", const QByteArray &atLogin = {})
        : account(makeAccount(name, atLogin)), desk(std::make_unique<Desk>(account, sink, clock))
    {
        purple_signal_connect(purple_conversations_get_handle(), "received-im-msg", this,
                              PURPLE_CALLBACK(hear), this);
    }
    ~Stage()
    {
        purple_signals_disconnect_by_handle(this);
        if (purple_account_get_connection(account))
            purple_account_disconnect(account);
        desk.reset();
        purple_accounts_delete(account);
    }

    void connect()
    {
        const Turn turn(desk->number());
        purple_account_set_enabled(account, purple_core_get_ui(), TRUE);
        if (!purple_account_get_connection(account))
            purple_account_connect(account);
    }
    void goOnline()
    {
        connect();
        QTRY_VERIFY(purple_account_is_connected(account));
    }
    void disconnect() { purple_account_disconnect(account); }
    // To the plugin: it does what the words say.
    void say(const char *words)
    {
        const Turn turn(desk->number());
        serv_send_im(purple_account_get_connection(account), "ask", words, PURPLE_MESSAGE_SEND);
    }
    void answer(quint32 number, const QMap<QString, QString> &answers)
    {
        const Turn turn(desk->number());
        desk->questions().answer({.number = number, .answers = answers});
    }
    void cancel(quint32 number) { answer(number, {{QStringLiteral("cancel"), QStringLiteral("1")}}); }
    [[nodiscard]] QStringList takeHeard() { return std::exchange(heard, {}); }
    [[nodiscard]] LoginStep takeStep() { return sink.steps.isEmpty() ? LoginStep{} : sink.steps.takeFirst(); }

    spectrum::testing::MockClock clock;
    RecordingSink sink;
    PurpleAccount *account;
    std::unique_ptr<Desk> desk;
    QStringList heard;

private:
    static PurpleAccount *makeAccount(const QByteArray &name, const QByteArray &atLogin)
    {
        startLibrary();
        PurpleAccount *made = purple_account_new(name.constData(), "prpl-trial");
        purple_account_set_string(made, "at_login", atLogin.constData());
        purple_account_set_password(made, "secret");
        purple_accounts_add(made);
        return made;
    }
    static void hear(PurpleAccount *from, char *, char *text, PurpleConversation *, int, gpointer data)
    {
        auto *stage = static_cast<Stage *>(data);
        if (from == stage->account)
            stage->heard.append(plainText(text));
    }
};

} // namespace spectrum::purple::testing
