// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ContactWatch.h"

#include <algorithm>

namespace spectrum::irc
{

namespace
{
constexpr qsizetype longestList = 380;
} // namespace

ContactWatch::Way ContactWatch::way() const
{
    if (m_link.server.monitorLimit() != 0)
        return Way::Monitor;
    return m_link.server.watchLimit() != 0 ? Way::Watch : Way::Ask;
}

ContactWatch::Watched *ContactWatch::find(QByteArrayView nickname)
{
    const Casemapping casemapping = m_link.server.casemapping();
    for (Watched &contact : m_contacts) {
        if (casemapping.areSame(contact.nickname, nickname))
            return &contact;
    }
    return nullptr;
}

void ContactWatch::set(const SetContact &order)
{
    const QString &id = order.contact.id.toString();
    if (!NameRules::isNickname(id)) {
        m_link.finish(order.request,
                      Error{ErrorKind::InvalidInput, QStringLiteral("This cannot be a nickname on IRC.")});
        return;
    }
    const QByteArray nickname = m_link.encoded(id);
    Presence presence;
    if (const Watched *known = find(nickname)) {
        presence = known->presence;
    } else if (m_contacts.size() >= mostContacts) {
        m_link.finish(order.request,
                      Error{ErrorKind::Overloaded, QStringLiteral("There are too many contacts for IRC.")});
        return;
    } else {
        m_contacts.push_back({order.contact.id, nickname, presence});
        if (m_isOnline)
            startLater(gatherTime);
    }
    m_link.tell(ContactChanged{order.contact});
    if (presence.availability != Availability::Offline)
        m_link.tell(ContactPresenceChanged{order.contact.id, presence});
    m_link.finish(order.request);
}

void ContactWatch::remove(const RemoveContact &order)
{
    const auto known = std::find_if(m_contacts.begin(), m_contacts.end(),
                                    [&](const Watched &one) { return one.id == order.contact; });
    if (known == m_contacts.end()) {
        m_link.finish(order.request, Error{ErrorKind::NotFound, QStringLiteral("There is no such contact.")});
        return;
    }
    const QByteArray nickname = known->nickname;
    const bool isAsked = known->isAsked;
    m_contacts.erase(known);
    if (m_isOnline && isAsked && way() == Way::Monitor)
        (void)m_link.outbound.send(Line::format("MONITOR", {"-", nickname}));
    else if (m_isOnline && isAsked && way() == Way::Watch)
        (void)m_link.outbound.send(Line::format("WATCH", {"-" + nickname}));
    m_link.tell(ContactRemoved{order.contact});
    m_link.finish(order.request);
}

void ContactWatch::setOnline()
{
    m_isOnline = true;
    if (!m_contacts.empty())
        startLater(gatherTime);
}

void ContactWatch::setOffline()
{
    m_isOnline = false;
    m_asked = {};
    if (m_timer != 0)
        m_link.clock().cancel(std::exchange(m_timer, 0));
    for (Watched &contact : m_contacts) {
        contact.presence = {};
        contact.isAsked = false;
    }
}

void ContactWatch::startLater(std::chrono::milliseconds delay)
{
    if (m_timer != 0)
        m_link.clock().cancel(m_timer);
    m_timer = m_link.clock().schedule(delay, &m_link.context, [this] {
        m_timer = 0;
        start();
    });
}

void ContactWatch::start()
{
    if (way() == Way::Ask) {
        askAll();
        return;
    }
    QList<QByteArray> fresh;
    for (Watched &contact : m_contacts) {
        if (!std::exchange(contact.isAsked, true))
            fresh.append(contact.nickname);
    }
    sendNicknames(fresh);
}

void ContactWatch::askAll()
{
    // The answers come in the order of the questions, so a new round waits for the end of the last one.
    if (m_asked.isEmpty()) {
        QList<QByteArray> all;
        for (const Watched &contact : m_contacts)
            all.append(contact.nickname);
        sendNicknames(all);
    }
    if (!m_contacts.empty())
        startLater(askPeriod);
}

void ContactWatch::sendNicknames(const QList<QByteArray> &nicknames)
{
    const Way how = way();
    for (qsizetype at = 0; at < nicknames.size();) {
        QByteArray list;
        QList<QByteArray> batch;
        while (at < nicknames.size() &&
               (batch.isEmpty() || list.size() + nicknames[at].size() < longestList)) {
            list += (batch.isEmpty() ? "" : how == Way::Monitor ? "," : " ");
            list += (how == Way::Watch ? "+" : "") + nicknames[at];
            batch.append(nicknames[at++]);
        }
        bool isSent = false;
        if (how == Way::Monitor)
            isSent = m_link.outbound.send(Line::format("MONITOR", {"+", list}));
        else
            // Nicknames hold no white space, so the list can be in one trailing parameter.
            isSent = m_link.outbound.send(how == Way::Watch ? Line::format("WATCH", {}, list)
                                                            : Line::format("ISON", {}, list));
        if (isSent && how == Way::Ask)
            m_asked.append(batch);
    }
}

void ContactWatch::handleNumeric(const Line &line)
{
    switch (line.numeric()) {
    case 301:
        change(line.parameter(1), Availability::Away, m_link.text(line.parameter(2)));
        break;
    case 303:
        handleIson(line);
        break;
    case 600:
    case 604:
        change(line.parameter(1), Availability::Online);
        break;
    // Found out by writing to him; the next ISON may be a minute away.
    case 401:
    case 601:
    case 605:
        change(line.parameter(1), Availability::Offline);
        break;
    case 730:
        handleList(line.last(), Availability::Online);
        break;
    case 731:
        handleList(line.last(), Availability::Offline);
        break;
    default:
        break;
    }
}

void ContactWatch::handleIson(const Line &line)
{
    if (m_asked.isEmpty())
        return;
    const QList<QByteArray> batch = m_asked.takeFirst();
    const Casemapping casemapping = m_link.server.casemapping();
    QList<QByteArray> present = casemapping.folded(line.last()).split(' ');
    std::sort(present.begin(), present.end());
    for (const QByteArray &nickname : batch) {
        const bool isThere =
            std::binary_search(present.begin(), present.end(), casemapping.folded(QByteArrayView(nickname)));
        const Watched *contact = find(nickname);
        const bool wasAway = contact != nullptr && contact->presence.availability == Availability::Away;
        if (!(isThere && wasAway))
            change(nickname, isThere ? Availability::Online : Availability::Offline);
    }
}

void ContactWatch::handleList(QByteArrayView list, Availability availability)
{
    while (!list.isEmpty()) {
        const qsizetype comma = list.indexOf(',');
        const QByteArrayView one = comma < 0 ? list : list.first(comma);
        list = comma < 0 ? QByteArrayView() : list.sliced(comma + 1);
        const qsizetype mark = one.indexOf('!');
        change(mark < 0 ? one : one.first(mark), availability);
    }
}

void ContactWatch::handleAway(const Line &line)
{
    const bool isAway = !line.parameter(0).isEmpty();
    change(line.nickname(), isAway ? Availability::Away : Availability::Online,
           m_link.text(line.parameter(0)));
}

// Where the server does not tell by itself, the next ISON may be a minute away.
void ContactWatch::handleMove(const Line &line)
{
    if (m_contacts.empty() || way() != Way::Ask)
        return;
    if (line.command() != "JOIN")
        change(line.nickname(), Availability::Offline);
    if (line.command() == "JOIN")
        appear(line.nickname());
    else if (line.command() == "NICK")
        appear(line.parameter(0));
}

void ContactWatch::appear(QByteArrayView nickname)
{
    if (Watched *contact = find(nickname); contact && contact->presence.availability == Availability::Offline)
        change(*contact, {Availability::Online, {}, {}});
}

void ContactWatch::change(QByteArrayView nickname, Availability availability, const QString &text)
{
    if (Watched *contact = find(nickname))
        change(*contact, {availability, text, {}});
}

void ContactWatch::change(Watched &contact, const Presence &presence)
{
    if (contact.presence == presence)
        return;
    contact.presence = presence;
    m_link.tell(ContactPresenceChanged{contact.id, presence});
}

} // namespace spectrum::irc
