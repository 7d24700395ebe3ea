// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ContactSync.h"

namespace spectrum::xmpp
{

using Way = ContactSyncState::Way;

namespace
{

constexpr int maximumOpenOfUser = 16;
constexpr int maximumOpen = 256; // of all users
constexpr size_t suggestedAtOnce = 50;
constexpr int requestsAtOnce = 20;
constexpr qsizetype maximumEchoes = 64;
constexpr std::chrono::milliseconds requestPause{1000};
constexpr std::chrono::milliseconds shortPause{50};
// After a new stream, grants come within this time.
constexpr std::chrono::milliseconds grantPause{2000};

} // namespace

ContactSync::ContactSync(Service &service, IqDispatcher &dispatcher, Privilege &privilege, Listed listed)
    : m_service(service),
      m_privilege(privilege),
      m_remote(service, dispatcher, privilege),
      m_exchange(service),
      m_memory(service),
      m_comparison(service, m_memory),
      m_removal(service, privilege, m_remote),
      m_changes(service, m_memory),
      m_pushes(service, dispatcher, privilege, m_remote, m_memory, m_changes),
      m_subscriptions(service, privilege),
      m_listed(std::move(listed))
{
    privilege.setGranted([this] { resumeAll(); });
    m_remote.setAllowed([this](const UserId &id) {
        if (User *user = m_service.users.find(id))
            resume(*user);
    });
}

void ContactSync::begin(User &user)
{
    if (!user.sync)
        user.sync = std::make_shared<ContactSyncState>();
    if (user.sync->isLoaded || std::exchange(user.sync->isLoading, true))
        return;
    m_memory.load(user.id(), [this](User &loaded, const QMap<QString, QString> &settings, bool isFirst) {
        loaded.sync->isLoaded = true;
        loaded.sync->isFirst = isFirst;
        m_memory.save(loaded.id());
        m_changes.restore(loaded, settings);
        considerAll(loaded);
    });
}

void ContactSync::resume(User &user)
{
    if (!user.sync || !user.sync->isLoaded)
        return;
    if (user.sync->way != Way::Roster && user.sync->way != Way::Asking && canWrite(user.id())) {
        user.sync->way = Way::Open;
        considerAll(user);
    } else if (user.sync->way == Way::Open) {
        work(user);
    }
}

void ContactSync::resumeAll()
{
    for (const UserId &id : m_service.users.ids()) {
        if (User *user = m_service.users.find(id))
            resume(*user);
    }
}

void ContactSync::handleChanged(User &user, KnownContact &known)
{
    known.isListed = true;
    if (!user.sync || !user.sync->isLoaded)
        return;
    consider(user, known);
    work(user);
}

void ContactSync::handleRemoved(User &user, const KnownContact &known)
{
    const ContactId id = known.contact.id;
    // The user took it out first.
    if (user.sync && OwnChanges::isLeaving(user, id))
        return;
    if (user.sync && user.sync->way == Way::Exchange && !canWrite(user.id()))
        m_exchange.suggest(user.sync->client, RosterExchange::Action::Delete, {itemOf(known.contact)},
                           [](bool) {});
    m_removal.remove(user.id(), id);
    m_memory.touch(user, id);
}

void ContactSync::noteAdded(User &user, KnownContact &known)
{
    known.told = SyncMemory::printOf(known.contact);
    m_memory.touch(user, known.contact.id);
}

void ContactSync::noteRemoved(User &user, const ContactId &contact)
{
    m_memory.touch(user, contact);
}

void ContactSync::takeRemoval(const UserId &id, const ContactId &contact)
{
    User *user = m_service.users.find(id);
    if (user && user->sync && user->sync->isLoaded)
        m_changes.takeRemoval(*user, contact);
    else
        m_changes.keepRemoval(id, contact);
}

void ContactSync::consider(User &user, KnownContact &known)
{
    const quint32 print = SyncMemory::printOf(known.contact);
    if (known.isListed && known.told == SyncMemory::listed) {
        known.told = print;
        m_memory.touch(user, known.contact.id);
    }
    if (!known.isListed || known.isDue || known.told == print || known.sent == print ||
        (known.told != 0 && user.sync->way == Way::Requests) || OwnChanges::isLeaving(user, known.contact.id))
        return;
    known.isDue = true;
    user.sync->due.push_back(known.contact.id);
}

void ContactSync::considerAll(User &user)
{
    for (const auto &known : user.contacts)
        consider(user, *known);
    work(user);
}

KnownContact *ContactSync::next(User &user)
{
    QList<ContactId> &due = user.sync->due;
    while (!due.empty()) {
        KnownContact *known = user.findContact(due.front());
        due.pop_front();
        if (!known)
            continue;
        known->isDue = false;
        if (known->told != SyncMemory::printOf(known->contact))
            return known;
    }
    return nullptr;
}

void ContactSync::work(User &user)
{
    if (user.sync->due.empty() || user.sync->isPaced)
        return;
    switch (user.sync->way) {
    case Way::Open:
        choose(user);
        return;
    case Way::Asking:
        return;
    case Way::Roster:
        writeRoster(user);
        return;
    case Way::Exchange:
        suggest(user);
        return;
    case Way::Requests:
        request(user);
        return;
    }
}

void ContactSync::workLater(User &user, std::chrono::milliseconds delay)
{
    if (std::exchange(user.sync->isPaced, true))
        return;
    m_service.host.clock().schedule(delay, &m_service.context, [this, id = user.id()] {
        User *left = m_service.users.find(id);
        if (!left || !left->sync)
            return;
        left->sync->isPaced = false;
        work(*left);
    });
}

bool ContactSync::canWrite(const UserId &user) const
{
    return m_privilege.canChangeRoster(user) || m_remote.isAllowed(user);
}

void ContactSync::choose(User &user)
{
    user.sync->way = Way::Asking;
    if (canWrite(user.id())) {
        takeRoster(user);
        return;
    }
    if (!m_remote.isWorthAsking(user.id())) {
        chooseExchange(user);
        return;
    }
    m_remote.ask(user.id(), [this, id = user.id()](bool isAllowed) {
        User *asked = m_service.users.find(id);
        if (!asked || !asked->sync || asked->sync->way != Way::Asking)
            return;
        if (isAllowed || canWrite(id))
            takeRoster(*asked);
        else
            chooseExchange(*asked);
    });
}

void ContactSync::takeRoster(User &user)
{
    const bool isReadable = m_privilege.canReadRoster(user.id()) || m_remote.isAllowed(user.id());
    if (!user.sync->isFirst || !isReadable) {
        m_comparison.finish(user);
        beginWay(user, Way::Roster);
        return;
    }
    m_privilege.readRoster(user.id(), [this, id = user.id()](const Result<std::vector<RosterItem>> &roster) {
        User *read = m_service.users.find(id);
        if (!read || !read->sync || read->sync->way != Way::Asking)
            return;
        if (roster)
            m_comparison.compare(*read, *roster);
        m_comparison.finish(*read);
        beginWay(*read, Way::Roster);
    });
}

void ContactSync::chooseExchange(User &user)
{
    // Without a client there is nobody to ask, and no hurry.
    if (!user.hasAvailableResource()) {
        user.sync->way = Way::Open;
        return;
    }
    m_exchange.find(user, [this, id = user.id()](const QString &client) {
        User *asked = m_service.users.find(id);
        if (!asked || !asked->sync || asked->sync->way != Way::Asking)
            return;
        asked->sync->client = client;
        beginWay(*asked, client.isEmpty() ? Way::Requests : Way::Exchange);
    });
}

void ContactSync::beginWay(User &user, Way way)
{
    user.sync->way = way;
    work(user);
}

void ContactSync::writeRoster(User &user)
{
    if (!canWrite(user.id())) {
        user.sync->way = Way::Open;
        workLater(user, grantPause);
        return;
    }
    while (user.sync->open < maximumOpenOfUser) {
        if (m_open >= maximumOpen) {
            workLater(user, shortPause);
            return;
        }
        KnownContact *known = next(user);
        if (!known)
            return;
        const quint32 print = SyncMemory::printOf(known->contact);
        known->sent = print;
        user.sync->echoes.emplace_back(known->contact.id, print);
        if (user.sync->echoes.size() > maximumEchoes)
            user.sync->echoes.pop_front();
        ++user.sync->open;
        ++m_open;
        m_privilege.writeRoster(
            user.id(), m_comparison.chosenFor(user, itemOf(known->contact)),
            [this, id = user.id(), contact = known->contact.id, print](const Result<void> &outcome) {
                --m_open;
                handleWritten(id, contact, print, outcome);
            });
    }
}

void ContactSync::handleWritten(const UserId &id, const ContactId &contact, quint32 print,
                                const Result<void> &outcome)
{
    User *user = m_service.users.find(id);
    if (!user || !user->sync)
        return;
    user->sync->open = std::max(user->sync->open - 1, 0);
    KnownContact *known = user->findContact(contact);
    if (known && known->sent == print)
        known->sent = 0;
    if (outcome && known) {
        if (known->told == 0)
            m_subscriptions.note(*user, contact);
        known->told = print;
        m_memory.touch(*user, contact);
        m_listed(*user, *known);
    } else if (!outcome && outcome.error().kind == ErrorKind::NotAllowed) {
        m_remote.refuse(id);
        if (user->sync->way == Way::Roster)
            user->sync->way = Way::Open;
        if (known)
            consider(*user, *known);
    }
    work(*user);
    if (user->sync->open == 0 && user->sync->due.empty())
        m_subscriptions.settle(*user, m_privilege.canReadRoster(id) || m_remote.isAllowed(id));
}

void ContactSync::suggest(User &user)
{
    if (user.sync->open > 0)
        return;
    std::vector<RosterItem> items;
    std::vector<Contact> contacts;
    auto action = RosterExchange::Action::Add;
    while (items.size() < suggestedAtOnce) {
        KnownContact *known = next(user);
        if (!known)
            break;
        const auto own = known->told ? RosterExchange::Action::Modify : RosterExchange::Action::Add;
        if (items.empty()) {
            action = own;
        } else if (own != action) {
            // One suggestion is of one kind.
            known->isDue = true;
            user.sync->due.push_front(known->contact.id);
            break;
        }
        known->sent = SyncMemory::printOf(known->contact);
        items.push_back(itemOf(known->contact));
        contacts.push_back(known->contact);
    }
    if (items.empty())
        return;
    ++user.sync->open;
    m_exchange.suggest(user.sync->client, action, items, [this, id = user.id(), contacts](bool isTaken) {
        handleSuggested(id, contacts, isTaken);
    });
}

void ContactSync::handleSuggested(const UserId &id, const std::vector<Contact> &contacts, bool isTaken)
{
    User *user = m_service.users.find(id);
    if (!user || !user->sync)
        return;
    user->sync->open = std::max(user->sync->open - 1, 0);
    if (!isTaken && user->sync->way == Way::Exchange)
        user->sync->way = Way::Requests;
    for (const Contact &contact : contacts) {
        KnownContact *known = user->findContact(contact.id);
        if (!known)
            continue;
        known->sent = 0;
        if (isTaken) {
            known->told = SyncMemory::printOf(contact);
            m_memory.touch(*user, contact.id);
        } else {
            consider(*user, *known);
        }
    }
    work(*user);
}

void ContactSync::request(User &user)
{
    for (int count = 0; count < requestsAtOnce; ++count) {
        KnownContact *known = next(user);
        if (!known)
            return;
        // A request says that somebody is there, and cannot say another name.
        if (known->told == 0) {
            m_subscriptions.request(user, known->contact);
            known->told = SyncMemory::printOf(known->contact);
            m_memory.touch(user, known->contact.id);
        }
    }
    workLater(user, requestPause);
}

RosterItem ContactSync::itemOf(const Contact &contact) const
{
    return {m_service.addresses.address(contact.id), contact.name, contact.groups, QStringLiteral("both")};
}

} // namespace spectrum::xmpp
