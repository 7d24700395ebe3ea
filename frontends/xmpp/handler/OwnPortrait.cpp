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
constexpr qsizetype maximumNickname = 1'000;

bool isHash(const QString &text)
{
    const auto isDigit = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); };
    return text.isEmpty() || (text.size() == hashLength && std::ranges::all_of(text, isDigit));
}

bool isUnsupported(const std::optional<Error> &error)
{
    return error && error->kind == ErrorKind::Unsupported;
}

bool isNamed(const Picture &picture, const QByteArray &hash)
{
    return !picture.bytes.isEmpty() &&
           QCryptographicHash::hash(picture.bytes, QCryptographicHash::Sha1).toHex() == hash;
}

} // namespace

void OwnPortrait::handlePresence(const UserId &user, const Element &presence)
{
    const Element *changed = presence.child(u"x", QLatin1String("vcard-temp:x:update"));
    // Without a photo element the client does not know yet.
    const Element *photo = changed ? changed->child(u"photo") : nullptr;
    if (!photo || photo->text().size() > hashLength)
        return;
    const QByteArray hash = photo->text().toLower().toLatin1();
    if (!isHash(photo->text().toLower()))
        return;
    // Without a picture there may be a vCard all the same.
    const bool isNew = !m_portraits.contains(user);
    Portrait *portrait = portraitOf(user, true);
    if (!portrait)
        return;
    portrait->isProfileDue = portrait->isProfileDue || isNew;
    portrait->isPublished = portrait->isPublished && portrait->wanted == hash;
    portrait->wanted = hash;
    update(user, *portrait);
}

void OwnPortrait::handleEvent(const UserId &user, const Element &message)
{
    const Element *event = message.child(u"event", QLatin1String("http://jabber.org/protocol/pubsub#event"));
    const Element *items = event ? event->child(u"items") : nullptr;
    const Element *item = items ? items->child(u"item") : nullptr;
    if (item && item->children().size() == 1 && item->children().front().ns() == items->attribute("node"))
        handlePublished(user, item->children().front());
}

void OwnPortrait::handlePublished(const UserId &user, const Element &payload)
{
    if (payload.is(u"nick", QLatin1String("http://jabber.org/protocol/nick")))
        handleNickname(user, payload.text().trimmed());
    else if (payload.is(u"metadata", QLatin1String("urn:xmpp:avatar:metadata")))
        handleAvatar(user, payload);
    else if (payload.is(u"vCard", QLatin1String("vcard-temp")))
        handleOwnCard(user, payload);
}

void OwnPortrait::handleNickname(const UserId &user, const QString &nickname)
{
    if (nickname.size() > maximumNickname)
        return;
    Portrait *portrait = portraitOf(user, !nickname.isEmpty());
    if (!portrait || portrait->nickname == nickname)
        return;
    portrait->nickname = nickname;
    portrait->isProfileDue = true;
    update(user, *portrait);
}

// Without a description of a picture there is none any more.
void OwnPortrait::handleAvatar(const UserId &user, const Element &metadata)
{
    const auto info = std::ranges::find_if(metadata.children(), [](const Element &child) {
        return child.name() == QLatin1String("info") && child.attribute("url").isEmpty();
    });
    const bool isThere = info != metadata.children().end();
    if (!isThere && !metadata.children().empty())
        return;
    const QString id = isThere ? info->attribute("id").toLower() : QString();
    if (!isHash(id) || (isThere && id.isEmpty()))
        return;
    Portrait *portrait = portraitOf(user, isThere);
    if (!portrait)
        return;
    portrait->wanted = id.toLatin1();
    portrait->isPublished = isThere;
    update(user, *portrait);
}

void OwnPortrait::handleOwnCard(const UserId &user, const Element &vCard)
{
    Portrait *portrait = portraitOf(user, true);
    if (!portrait)
        return;
    const Picture picture = vcards::readPicture(vCard);
    // A vCard without a picture says nothing against one that was published.
    if (!picture.bytes.isEmpty() || !portrait->isPublished) {
        portrait->wanted = picture.bytes.isEmpty()
                               ? QByteArray()
                               : QCryptographicHash::hash(picture.bytes, QCryptographicHash::Sha1).toHex();
        portrait->isPublished = false;
    }
    portrait->isProfileDue = true;
    update(user, *portrait);
}

OwnPortrait::Portrait *OwnPortrait::portraitOf(const UserId &user, bool showsSomething)
{
    if (!isOfUse())
        return nullptr;
    if (const auto known = m_portraits.find(user); known != m_portraits.end())
        return &known->second;
    if (!showsSomething)
        return nullptr;
    forgetOthers();
    return &m_portraits[user];
}

void OwnPortrait::handleOnline(const UserId &user)
{
    if (const auto known = m_portraits.find(user); known != m_portraits.end())
        update(user, known->second);
}

void OwnPortrait::update(const UserId &user, Portrait &portrait)
{
    const bool isDue =
        (m_takesPictures && portrait.wanted != portrait.told) || (m_takesProfiles && portrait.isProfileDue);
    if (portrait.isAsked || portrait.isTimed || !isDue || !isOfUse() ||
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
    m_own.fetchCard(user, [this, user, hash](OwnPublications::Outcome outcome, const Element *vCard) {
        handleCard(user, hash, outcome, vCard);
    });
}

// Who did not answer is asked again when a presence or a login says so, and not before.
void OwnPortrait::handleCard(const UserId &user, const QByteArray &hash, OwnPublications::Outcome outcome,
                             const Element *vCard)
{
    const auto known = m_portraits.find(user);
    if (known == m_portraits.end())
        return;
    known->second.isAsked = false;
    if (outcome != OwnPublications::Outcome::Silent && m_service.host.stateOf(user) == SessionState::Online)
        pass(user, hash, vCard);
    finish(user, hash);
}

// A picture that is not the one that was named is not passed on.
void OwnPortrait::pass(const UserId &user, const QByteArray &hash, const Element *vCard)
{
    Portrait &portrait = m_portraits.find(user)->second;
    const bool isOther = portrait.told != hash;
    const bool isProfileDue = std::exchange(portrait.isProfileDue, false);
    const Picture picture = vCard && isOther ? vcards::readPicture(*vCard) : Picture();
    const bool isHere = hash.isEmpty() || isNamed(picture, hash);
    if (isOther && !isHere && portrait.isPublished)
        fetchAvatar(user, portrait, hash);
    else if (vCard || isHere)
        portrait.told = hash;
    Profile profile = vCard ? vcards::readProfile(*vCard) : Profile();
    if (!portrait.nickname.isEmpty())
        profile.nickname = portrait.nickname;
    // Orders may end in anything, so they come last.
    if (vCard || isProfileDue)
        passProfile(user, profile);
    if (isOther && isHere)
        passPicture(user, hash.isEmpty() ? Picture() : picture);
}

void OwnPortrait::fetchAvatar(const UserId &user, Portrait &portrait, const QByteArray &hash)
{
    portrait.isAsked = true;
    m_own.fetchAvatar(user, hash, [this, user, hash](OwnPublications::Outcome outcome, const Element *data) {
        const auto known = m_portraits.find(user);
        if (known == m_portraits.end())
            return;
        known->second.isAsked = false;
        const bool isOnline = m_service.host.stateOf(user) == SessionState::Online;
        if (outcome != OwnPublications::Outcome::Silent && isOnline) {
            known->second.told = hash;
            const Picture picture = data ? vcards::decodePicture(data->text()) : Picture();
            if (isNamed(picture, hash))
                passPicture(user, picture);
        }
        finish(user, hash);
    });
}

void OwnPortrait::passProfile(const UserId &user, const Profile &profile)
{
    // Who says nothing here may have said it there.
    if (!m_takesProfiles || profile == Profile())
        return;
    const RequestId request = m_service.host.nextRequest();
    m_service.order(user, request, SetProfile{.request = request, .profile = profile},
                    [this](const std::optional<Error> &error, const QList<Room> &) {
                        m_takesProfiles = m_takesProfiles && !isUnsupported(error);
                    });
}

void OwnPortrait::passPicture(const UserId &user, const Picture &picture)
{
    if (!m_takesPictures)
        return;
    const RequestId request = m_service.host.nextRequest();
    m_service.order(user, request, SetPicture{.request = request, .picture = picture},
                    [this](const std::optional<Error> &error, const QList<Room> &) {
                        m_takesPictures = m_takesPictures && !isUnsupported(error);
                    });
}

void OwnPortrait::finish(const UserId &user, const QByteArray &hash)
{
    const auto still = m_portraits.find(user);
    if (still != m_portraits.end() && still->second.wanted != hash)
        update(user, still->second);
}

bool OwnPortrait::isOfUse() const
{
    return (m_takesProfiles || m_takesPictures) && m_service.options.fetchesCards;
}

void OwnPortrait::forgetOthers()
{
    if (m_portraits.size() <= m_service.users.size() + 100)
        return;
    std::erase_if(m_portraits, [this](const auto &entry) { return !m_service.users.find(entry.first); });
}

} // namespace spectrum::xmpp
