// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OwnPortrait.h"

#include "VCardText.h"

#include <QCryptographicHash>

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

using namespace std::chrono_literals;

constexpr auto rest = 10s;
constexpr qsizetype hashLength = 40;

bool isHash(const QString &text)
{
    const auto isDigit = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); };
    return text.isEmpty() || (text.size() == hashLength && std::ranges::all_of(text, isDigit));
}

bool isUnsupported(const std::optional<Error> &error)
{
    return error && error->kind == ErrorKind::Unsupported;
}

} // namespace

void OwnPortrait::handlePresence(const UserId &user, const Element &presence)
{
    if (!isOfUse())
        return;
    const Element *changed = presence.child(u"x", QLatin1String("vcard-temp:x:update"));
    // Without a photo element the client does not know yet.
    const Element *photo = changed ? changed->child(u"photo") : nullptr;
    if (!photo || photo->text().size() > hashLength)
        return;
    const QString text = photo->text().toLower();
    if (!isHash(text))
        return;
    const auto known = m_portraits.find(user);
    if (known == m_portraits.end() && text.isEmpty())
        return;
    forgetOthers();
    Portrait &portrait = m_portraits[user];
    portrait.wanted = text.toLatin1();
    update(user, portrait);
}

void OwnPortrait::handleOnline(const UserId &user)
{
    if (const auto known = m_portraits.find(user); known != m_portraits.end())
        update(user, known->second);
}

void OwnPortrait::update(const UserId &user, Portrait &portrait)
{
    if (portrait.isAsked || portrait.isTimed || portrait.wanted == portrait.told || !isOfUse() ||
        m_service.host.stateOf(user) != SessionState::Online)
        return;
    if (m_service.host.clock().now() < portrait.mayAskAt)
        updateLater(user, portrait);
    else
        ask(user, portrait);
}

void OwnPortrait::updateLater(const UserId &user, Portrait &portrait)
{
    portrait.isTimed = true;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(portrait.mayAskAt - m_service.host.clock().now());
    m_service.host.clock().schedule(left, &m_service.context, [this, user] {
        const auto known = m_portraits.find(user);
        if (known == m_portraits.end())
            return;
        known->second.isTimed = false;
        update(user, known->second);
    });
}

void OwnPortrait::ask(const UserId &user, Portrait &portrait)
{
    portrait.isAsked = true;
    portrait.mayAskAt = m_service.host.clock().now() + rest;
    const QByteArray hash = portrait.wanted;
    m_service.queries.ask(m_service,
                          {.from = m_service.options.domain,
                           .to = user.toString(),
                           .payload = QByteArrayLiteral("<vCard xmlns='vcard-temp'/>")},
                          [this, user, hash](const QueryReply &reply) { handleCard(user, hash, reply); });
}

// Who did not answer is asked again when a presence or a login says so, and not before.
void OwnPortrait::handleCard(const UserId &user, const QByteArray &hash, const QueryReply &reply)
{
    const auto known = m_portraits.find(user);
    if (known == m_portraits.end())
        return;
    Portrait &portrait = known->second;
    portrait.isAsked = false;
    const bool isAnswered =
        reply.isResult() && reply.payload && reply.payload->is(u"vCard", QLatin1String("vcard-temp"));
    if (isAnswered && m_service.host.stateOf(user) == SessionState::Online) {
        portrait.told = hash;
        pass(user, hash, *reply.payload);
    }
    // The orders may have ended in anything.
    const auto still = m_portraits.find(user);
    if (still != m_portraits.end() && still->second.wanted != hash)
        update(user, still->second);
}

// A picture that is not the one that the presence named is not passed on.
void OwnPortrait::pass(const UserId &user, const QByteArray &hash, const Element &vCard)
{
    if (m_takesProfiles) {
        const RequestId request = m_service.host.nextRequest();
        m_service.order(user, request, SetProfile{.request = request, .profile = vcards::readProfile(vCard)},
                        [this](const std::optional<Error> &error, const QList<Room> &) {
                            m_takesProfiles = m_takesProfiles && !isUnsupported(error);
                        });
    }
    const Picture picture = hash.isEmpty() ? Picture() : vcards::readPicture(vCard);
    const bool isNamed =
        hash.isEmpty() || (!picture.bytes.isEmpty() &&
                           QCryptographicHash::hash(picture.bytes, QCryptographicHash::Sha1).toHex() == hash);
    if (!m_takesPictures || !isNamed)
        return;
    const RequestId request = m_service.host.nextRequest();
    m_service.order(user, request, SetPicture{.request = request, .picture = picture},
                    [this](const std::optional<Error> &error, const QList<Room> &) {
                        m_takesPictures = m_takesPictures && !isUnsupported(error);
                    });
}

bool OwnPortrait::isOfUse() const
{
    return (m_takesProfiles || m_takesPictures) && m_service.options.fetchesCards && !m_service.isServer();
}

void OwnPortrait::forgetOthers()
{
    if (m_portraits.size() <= m_service.users.size() + 100)
        return;
    std::erase_if(m_portraits, [this](const auto &entry) { return !m_service.users.find(entry.first); });
}

} // namespace spectrum::xmpp
