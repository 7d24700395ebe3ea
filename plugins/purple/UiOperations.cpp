// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "UiOperations.h"

#include "ConversationUi.h"
#include "NotifyUi.h"
#include "PurpleSession.h"
#include "RequestUi.h"
#include "Wording.h"

namespace spectrum::purple
{

namespace
{

PurpleSession *sessionOf(const PurpleAccount *account)
{
    return account ? static_cast<PurpleSession *>(account->ui_data) : nullptr;
}

PurpleSession *sessionOf(PurpleConnection *connection)
{
    return connection ? sessionOf(purple_connection_get_account(connection)) : nullptr;
}

void connected(PurpleConnection *connection)
{
    if (PurpleSession *session = sessionOf(connection))
        session->login().noteConnected();
}

void disconnected(PurpleConnection *connection)
{
    if (PurpleSession *session = sessionOf(connection))
        session->login().noteDisconnected();
}

void reportReason(PurpleConnection *connection, PurpleConnectionError reason, const char *text)
{
    if (PurpleSession *session = sessionOf(connection))
        session->login().noteReason(reason, text, session->desk().takeUntrusted());
}

void noteNode(PurpleBlistNode *node)
{
    if (!PURPLE_BLIST_NODE_IS_BUDDY(node))
        return;
    auto *buddy = reinterpret_cast<PurpleBuddy *>(node);
    if (PurpleSession *session = sessionOf(purple_buddy_get_account(buddy)))
        session->people().note(buddy);
}

void updateNode(PurpleBuddyList *, PurpleBlistNode *node)
{
    if (node)
        noteNode(node);
}

// With these, nothing is written to disk.
void keepNode(PurpleBlistNode *) {}
void keepAccount(PurpleAccount *) {}

void notifyAdded(PurpleAccount *account, const char *name, const char *, const char *alias, const char *text)
{
    PurpleSession *session = sessionOf(account);
    if (!session)
        return;
    const QString said = plainText(text, 1000);
    QString words =
        QStringLiteral("%1 has added you to their contacts.").arg(cleanText(alias ? alias : name, 200));
    if (!said.isEmpty())
        words += QStringLiteral(" They say: %1").arg(said);
    session->tell(NoticeReceived{words});
}

void *requestAuthorize(PurpleAccount *account, const char *name, const char *, const char *alias,
                       const char *text, gboolean, PurpleAccountRequestAuthorizationCb grant,
                       PurpleAccountRequestAuthorizationCb refuse, void *data)
{
    PurpleSession *session = sessionOf(account);
    return session ? session->permissions().noteAsked({name, alias, text, grant, refuse, data}) : nullptr;
}

void closeRequest(void *handle)
{
    PurpleSession::withdrawAuthorisation(handle);
}

void iconChanged(PurpleBuddy *buddy, void *)
{
    if (PurpleSession *session = sessionOf(purple_buddy_get_account(buddy)))
        session->people().note(buddy);
}

void setContactOperations()
{
    static PurpleBlistUiOps list{};
    list.new_node = noteNode;
    list.update = updateNode;
    list.remove = updateNode;
    list.save_node = keepNode;
    list.remove_node = keepNode;
    list.save_account = keepAccount;
    purple_blist_set_ui_ops(&list);
    static PurpleAccountUiOps accounts{};
    accounts.notify_added = notifyAdded;
    accounts.request_add = notifyAdded;
    accounts.request_authorize = requestAuthorize;
    accounts.close_account_request = closeRequest;
    purple_accounts_set_ui_ops(&accounts);
}

void setOperations()
{
    static PurpleConnectionUiOps connections{};
    connections.connected = connected;
    connections.disconnected = disconnected;
    connections.report_disconnect_reason = reportReason;
    purple_connections_set_ui_ops(&connections);
    purple_request_set_ui_ops(RequestUi::operations());
    purple_notify_set_ui_ops(NotifyUi::operations());
    purple_conversations_set_ui_ops(ConversationUi::conversations());
    purple_roomlist_set_ui_ops(ConversationUi::roomLists());
    setContactOperations();
}

} // namespace

PurpleCoreUiOps *UiOperations::core()
{
    static PurpleCoreUiOps operations{};
    operations.ui_init = setOperations;
    return &operations;
}

void UiOperations::connectSignals()
{
    static int handle = 0;
    ConversationUi::connectSignals();
    Files::connectSignals();
    purple_signal_connect(purple_blist_get_handle(), "buddy-icon-changed", &handle,
                          PURPLE_CALLBACK(iconChanged), nullptr);
}

} // namespace spectrum::purple
