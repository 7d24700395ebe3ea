// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "UiOperations.h"

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

bool isChat(const PurpleConversation *conversation)
{
    return purple_conversation_get_type(conversation) == PURPLE_CONV_TYPE_CHAT;
}

void createConversation(PurpleConversation *conversation)
{
    PurpleSession *session = sessionOf(purple_conversation_get_account(conversation));
    if (session && !isChat(conversation))
        session->talk().noteOpened(conversation);
}

void destroyConversation(PurpleConversation *conversation)
{
    PurpleSession *session = sessionOf(purple_conversation_get_account(conversation));
    if (session && !isChat(conversation))
        session->talk().noteClosed(conversation);
}

void writeConversation(PurpleConversation *conversation, const char *, const char *, const char *text,
                       PurpleMessageFlags flags, time_t time)
{
    PurpleSession *session = sessionOf(purple_conversation_get_account(conversation));
    if (session && !isChat(conversation))
        session->talk().hear(conversation, text, flags, time);
}

void typing(PurpleAccount *account, const char *name, void *state)
{
    if (PurpleSession *session = sessionOf(account))
        session->talk().hearTyping(name, static_cast<TypingState>(GPOINTER_TO_INT(state)));
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
    static PurpleConversationUiOps conversations{};
    conversations.create_conversation = createConversation;
    conversations.destroy_conversation = destroyConversation;
    conversations.write_conv = writeConversation;
    purple_conversations_set_ui_ops(&conversations);
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
    void *conversations = purple_conversations_get_handle();
    const auto connectTyping = [conversations](const char *signal, TypingState state) {
        purple_signal_connect(conversations, signal, &handle, PURPLE_CALLBACK(typing),
                              GINT_TO_POINTER(static_cast<int>(state)));
    };
    connectTyping("buddy-typing", TypingState::Typing);
    connectTyping("buddy-typed", TypingState::Paused);
    connectTyping("buddy-typing-stopped", TypingState::Stopped);
    purple_signal_connect(purple_blist_get_handle(), "buddy-icon-changed", &handle,
                          PURPLE_CALLBACK(iconChanged), nullptr);
}

} // namespace spectrum::purple
