// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "HandlerSet.h"

#include "Stanzas.h"

namespace spectrum::xmpp
{

HandlerSet::HandlerSet(Service &service)
    : m_iqs(service),
      m_interests(service),
      m_home(service.isServer() ? std::make_unique<HomeServer>(service, m_iqs, m_interests) : nullptr),
      m_privilege(service),
      m_disco(service, m_iqs),
      m_accounts(service, m_disco.serviceCapabilities()),
      m_contacts(service, m_disco.contactCapabilities(), m_iqs, m_privilege),
      m_rooms(service, m_accounts),
      m_invitations(service),
      m_people(service),
      m_orders(service),
      m_delivery(service, m_privilege),
      m_talk(service, m_orders),
      m_receipts(service, m_talk),
      m_presence(service, m_accounts, m_contacts, m_rooms),
      m_authorisations(service),
      m_subscriptions(service, m_accounts, m_contacts, m_authorisations),
      m_prompt(service, m_iqs),
      m_search(service, m_iqs),
      m_ping(service, m_iqs),
      m_version(m_iqs),
      m_activity(service, m_iqs),
      m_persons(service),
      m_portraits(service, m_persons),
      m_avatars(service, m_iqs, m_portraits, m_interests),
      m_portrait(service, m_home ? &m_home->store() : nullptr),
      m_vcard(service, m_iqs, m_persons, m_portraits),
      m_steps(service),
      m_desk(service, m_accounts, m_contacts, m_steps),
      m_commands(service, m_iqs, {m_accounts, m_steps, m_actions, m_desk}),
      m_autoRegistration(service, m_desk),
      m_resync(service, m_presence),
      m_recall(service, m_accounts),
      m_service(service),
      m_stanzas(service, {m_iqs, m_orders, m_talk, m_presence, m_subscriptions, m_rooms, m_invitations,
                          m_privilege, m_portrait, m_home.get()}),
      m_events(service, {m_accounts, m_contacts, m_delivery, m_receipts, m_rooms, m_invitations, m_people,
                         m_talk, m_authorisations, m_search, m_steps, m_actions, m_activity, m_persons,
                         m_portraits, m_home.get()})
{
    m_disco.setCommands(m_commands.list());
    m_orders.setWords(m_commands.words());
    m_accounts.setLeaving([this](const User &user) { m_contacts.sync().keep(user); });
    m_presence.setSeen([this](const Incoming &presence) {
        m_portrait.handlePresence(presence.user, presence.stanza);
        m_interests.handlePresence(presence);
    });
    m_portraits.setChanged([this](User &user, KnownContact &known) {
        m_contacts.handlePortrait(user, known);
        m_avatars.handlePortrait(user, known);
    });
    if (service.isServer()) {
        m_roster.emplace(service, m_iqs);
        m_contacts.setRoster(&*m_roster);
        m_home->blocking().setContacts(&m_contacts);
        m_home->setAccounts(&m_accounts);
        m_home->setPublished([this](const UserId &user, const Element &payload) {
            m_portrait.handlePublished(user, payload);
        });
    } else if (service.host.canKeepAccounts()) {
        m_registration.emplace(service, m_iqs, m_desk);
    }
    const auto refuse = [this](User &user, const Error &error) { m_presence.refuse(user, error); };
    if (m_registration)
        m_accounts.setRefused([this, refuse](User &user, const Error &error) {
            m_autoRegistration.handleRefused(user, error, refuse);
        });
    else
        m_accounts.setRefused(refuse);
}

void HandlerSet::handleEvent(const UserId &user, const Event &event)
{
    m_events.route(user, event);
    if (const auto *state = std::get_if<StateChanged>(&event);
        state && state->state == SessionState::Online) {
        m_portrait.handleOnline(user);
        if (m_home)
            m_home->blocking().handleOnline(user);
    }
}

void HandlerSet::sayGoodbye()
{
    for (const UserId &id : m_service.users.ids()) {
        User *user = m_service.users.find(id);
        m_rooms.handleState(*user, {.state = SessionState::Waiting});
        m_contacts.tellGoneNow(*user, user->address());
        m_contacts.sync().keep(*user);
        if (m_service.isServer())
            continue;
        const Presence gone{Availability::Offline, QStringLiteral("The gateway is shutting down.")};
        m_service.door->send(user->address(),
                             xmpp::stanzas::presence(m_service.options.domain, user->address(), gone));
    }
}

} // namespace spectrum::xmpp
