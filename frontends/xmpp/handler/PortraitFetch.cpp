// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PortraitFetch.h"

#include "PictureShape.h"

#include <QCryptographicHash>

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr qsizetype cacheCapacity = 8 * 1024 * 1024;
constexpr size_t maximumAskers = 10'000; // of one portrait
constexpr size_t maximumTries = 3;

// The picture is small enough: the network's people were asked for no other.
void describe(Portrait &portrait, const QByteArray &bytes)
{
    const auto shape = PictureShape::of(bytes);
    if (!shape) {
        portrait.state = Portrait::State::None;
        portrait.hash.clear();
        return;
    }
    portrait.state = Portrait::State::Seen;
    portrait.hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
    portrait.mediaType = shape->mediaType;
    portrait.size = static_cast<quint32>(bytes.size());
    portrait.width = shape->width;
    portrait.height = shape->height;
}

} // namespace

PortraitFetch::PortraitFetch(PersonFetch &people) : m_people(people), m_cache(cacheCapacity) {}

void PortraitFetch::fetch(const UserId &user, const PortraitPointer &portrait, Got got)
{
    if (portrait->state == Portrait::State::None)
        return got({});
    if (portrait->state == Portrait::State::Seen) {
        if (const QByteArray bytes = m_cache.find(portrait->hash); !bytes.isEmpty())
            return got(bytes);
    }
    const auto [open, isNew] = m_open.try_emplace(portrait.constData(), Open{.portrait = portrait});
    if (open->second.askers.size() >= maximumAskers)
        return got({});
    open->second.askers.push_back({user, std::move(got)});
    if (isNew)
        tryNext(portrait.constData());
}

void PortraitFetch::tryNext(const Portrait *key)
{
    Open &open = m_open.find(key)->second;
    const UserId user = open.askers[open.tried++].user;
    const ContactId contact = open.portrait->contact;
    m_people.fetchPicture(user, contact,
                          [this, key](const Result<Picture> &fetched) { handle(key, fetched); });
}

// Who asked first may have lost the connection meanwhile.
void PortraitFetch::handle(const Portrait *key, const Result<Picture> &fetched)
{
    const Open &open = m_open.find(key)->second;
    if (!fetched && open.tried < std::min(open.askers.size(), maximumTries))
        return tryNext(key);
    if (!fetched)
        return finish(key, {});
    describe(*open.portrait, fetched->bytes);
    m_cache.insert(open.portrait->hash, fetched->bytes);
    finish(key, fetched->bytes);
}

void PortraitFetch::finish(const Portrait *key, const QByteArray &bytes)
{
    const auto done = m_open.extract(key);
    for (const Asker &asker : done.mapped().askers)
        asker.got(bytes);
}

} // namespace spectrum::xmpp
