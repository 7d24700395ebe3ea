// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "NotifyUi.h"

#include "Desk.h"
#include "ProfileText.h"
#include "TalkLog.h"
#include "Wording.h"

namespace spectrum::purple
{

namespace
{

constexpr qsizetype maximumRows = 50;
constexpr size_t maximumMails = 20;

void tell(Desk *desk, const QStringList &parts)
{
    if (desk)
        return desk->notices().add(parts);
    qCWarning(lcTalk) << "a notice of" << parts.join(u'\n').size()
                      << "characters belongs to no session that is open";
}

// All of these return nothing to close: what is told is told, and libpurple calls back at once.
void *notifyMessage(PurpleNotifyMsgType, const char *, const char *primary, const char *secondary)
{
    tell(Desk::ofData(nullptr), {plainText(primary), plainText(secondary)});
    return nullptr;
}

void *notifyFormatted(const char *title, const char *primary, const char *secondary, const char *text)
{
    const QString head = primary ? plainText(primary) : plainText(title);
    tell(Desk::ofData(nullptr), {head, plainText(secondary), plainText(text, 16000)});
    return nullptr;
}

void *notifyUri(const char *uri)
{
    tell(Desk::ofData(nullptr), {QStringLiteral("Open this address: %1").arg(cleanText(uri))});
    return nullptr;
}

QString mailText(const char *subject, const char *from, const char *address)
{
    QString text = QStringLiteral("New mail");
    if (const QString who = plainText(from, 200); !who.isEmpty())
        text += QStringLiteral(" from %1").arg(who);
    if (const QString what = plainText(subject, 500); !what.isEmpty())
        text += QStringLiteral(": %1").arg(what);
    if (const QString where = cleanText(address); !where.isEmpty())
        text += u'\n' + where;
    return text;
}

void *notifyEmail(PurpleConnection *connection, const char *subject, const char *from, const char *,
                  const char *address)
{
    tell(Desk::of(connection), {mailText(subject, from, address)});
    return nullptr;
}

void *notifyEmails(PurpleConnection *connection, size_t count, gboolean isDetailed, const char **subjects,
                   const char **froms, const char **, const char **addresses)
{
    QStringList parts;
    const auto at = [](const char **list, size_t i) { return list ? list[i] : nullptr; };
    const size_t shown = isDetailed ? std::min(count, maximumMails) : 0;
    for (size_t i = 0; i < shown; ++i)
        parts.append(mailText(at(subjects, i), at(froms, i), at(addresses, i)));
    if (shown < count)
        parts.append(QStringLiteral("%1 new mails").arg(count - shown));
    if (!isDetailed && count > 0 && addresses)
        parts.append(cleanText(addresses[0]));
    tell(Desk::of(connection), parts);
    return nullptr;
}

void *notifyUserinfo(PurpleConnection *connection, const char *who, PurpleNotifyUserInfo *info)
{
    Desk *desk = Desk::of(connection);
    const QString name = cleanText(who, 200);
    const QList<ProfileLine> lines = linesOf(info);
    if (!desk || !desk->profiles().answer(name, profileOf(lines)))
        tell(desk, QStringList{QStringLiteral("About %1:").arg(name)} + textOf(lines));
    return nullptr;
}

QString rowText(const GList *columns, const GList *row)
{
    QStringList parts;
    for (; row; row = row->next) {
        const QString text = plainText(static_cast<const char *>(row->data), 200);
        const auto *column = columns ? static_cast<PurpleNotifySearchColumn *>(columns->data) : nullptr;
        const QString label = column ? labelText(column->title) : QString();
        if (!text.isEmpty())
            parts.append(label.isEmpty() ? text : QStringLiteral("%1: %2").arg(label, text));
        columns = columns ? columns->next : nullptr;
    }
    return parts.join(QStringLiteral(", "));
}

QStringList rowsText(const PurpleNotifySearchResults *results)
{
    QStringList lines;
    const GList *row = results ? results->rows : nullptr;
    for (; row && lines.size() < maximumRows; row = row->next)
        lines.append(rowText(results->columns, static_cast<const GList *>(row->data)));
    if (const guint more = g_list_length(const_cast<GList *>(row)); more > 0)
        lines.append(QStringLiteral("… and %1 more.").arg(more));
    return lines;
}

void *notifySearchResults(PurpleConnection *connection, const char *title, const char *primary,
                          const char *secondary, PurpleNotifySearchResults *results, gpointer)
{
    const QStringList rows = rowsText(results);
    const QString head = primary ? plainText(primary) : plainText(title);
    tell(Desk::of(connection),
         QStringList{head, plainText(secondary)} +
             (rows.isEmpty() ? QStringList{QStringLiteral("Nothing was found.")} : rows));
    purple_notify_searchresults_free(results);
    return nullptr;
}

void notifyNewRows(PurpleConnection *connection, PurpleNotifySearchResults *results, void *)
{
    tell(Desk::of(connection), rowsText(results));
}

void closeNotify(PurpleNotifyType, void *) {}

} // namespace

PurpleNotifyUiOps *NotifyUi::operations()
{
    static PurpleNotifyUiOps operations{};
    operations.notify_message = notifyMessage;
    operations.notify_email = notifyEmail;
    operations.notify_emails = notifyEmails;
    operations.notify_formatted = notifyFormatted;
    operations.notify_searchresults = notifySearchResults;
    operations.notify_searchresults_new_rows = notifyNewRows;
    operations.notify_userinfo = notifyUserinfo;
    operations.notify_uri = notifyUri;
    operations.close_notify = closeNotify;
    return &operations;
}

} // namespace spectrum::purple
