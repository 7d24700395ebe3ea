// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Permissions.h"

#include "Wording.h"

namespace spectrum::purple
{

namespace
{

// Strangers who ask; who comes later asks again at the next login.
constexpr size_t maximumOpen = 500;

} // namespace

void *Permissions::noteAsked(const Asked &asked)
{
    const ContactId contact = m_ties.heard(asked.name);
    if (contact.isEmpty() || m_ties.blocked.contains(contact) || m_open.size() >= maximumOpen)
        return nullptr;
    m_open.push_back({contact, asked.grant, asked.refuse, asked.data});
    m_ties.sink.handleEvent(
        AuthorisationRequested{.contact = {.id = contact, .name = cleanText(asked.alias, 500).simplified()},
                               .text = plainText(asked.text, 1000)});
    return &m_open.back();
}

bool Permissions::withdraw(const void *handle)
{
    return m_open.remove_if([handle](const Open &open) { return &open == handle; }) > 0;
}

void Permissions::answer(const AnswerAuthorisation &order)
{
    if (!m_ties.isOnline())
        return m_ties.finish(order.request, notConnected());
    bool isFound = false;
    // Each is taken out first: the plugin may close the others meanwhile.
    for (;;) {
        const auto open = std::find_if(m_open.begin(), m_open.end(),
                                       [&order](const Open &one) { return one.contact == order.contact; });
        if (open == m_open.end())
            break;
        std::list<Open> taken;
        taken.splice(taken.begin(), m_open, open);
        const Open &asked = taken.front();
        const bool isGranted = order.answer == AnswerAuthorisation::Answer::Granted;
        if (const auto call = isGranted ? asked.grant : asked.refuse)
            call(asked.data);
        isFound = true;
    }
    if (isFound)
        return m_ties.finish(order.request);
    m_ties.finish(order.request, Error{ErrorKind::NotFound, QStringLiteral("They have not asked.")});
}

void Permissions::setBlocked(const SetBlocked &order)
{
    if (!m_ties.isOnline())
        return m_ties.finish(order.request, notConnected());
    const Result<ContactId> id = m_ties.names.contact(order.contact.toString());
    if (!id)
        return m_ties.finish(order.request, id.error());
    const bool isBlocked = order.wish == SetBlocked::Wish::Blocked;
    const QByteArray name = m_ties.spelled(*id);
    const PurplePluginProtocolInfo *protocol = m_ties.protocol();
    if (isBlocked)
        m_ties.blocked.insert(*id);
    else
        m_ties.blocked.remove(*id);
    // Where the network cannot do it, what they say is dropped here.
    if (isBlocked && protocol->add_deny)
        purple_privacy_deny_add(m_ties.account, name.constData(), FALSE);
    else if (!isBlocked && protocol->rem_deny)
        purple_privacy_deny_remove(m_ties.account, name.constData(), FALSE);
    m_ties.finish(order.request);
}

void Permissions::forget()
{
    m_ties.blocked.clear();
    while (m_ties.account->deny)
        purple_privacy_deny_remove(m_ties.account, static_cast<const char *>(m_ties.account->deny->data),
                                   TRUE);
}

} // namespace spectrum::purple
