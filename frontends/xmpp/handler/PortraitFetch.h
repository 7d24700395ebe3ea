// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Fetches portraits from the network, each once for all who want it at the time.
#pragma once

#include "../Portrait.h"
#include "PersonFetch.h"
#include "PictureCache.h"

namespace spectrum::xmpp
{

class PortraitFetch
{
public:
    // Nothing in it: there is no picture, or it could not be had; the portrait knows which.
    using Got = std::function<void(const QByteArray &bytes)>;

    explicit PortraitFetch(PersonFetch &people);

    // Through that user's session, or that of somebody else who wants the same. Got is called once, perhaps
    // at once.
    void fetch(const UserId &user, const PortraitPointer &portrait, Got got);

    [[nodiscard]] size_t running() const { return m_open.size(); }

private:
    struct Asker {
        UserId user;
        Got got;
    };
    struct Open {
        PortraitPointer portrait;
        std::vector<Asker> askers = {};
        size_t tried = 0;
    };
    void tryNext(const Portrait *key);
    void handle(const Portrait *key, const Result<Picture> &fetched);
    void finish(const Portrait *key, const QByteArray &bytes);

    PersonFetch &m_people;
    PictureCache m_cache;
    std::unordered_map<const Portrait *, Open> m_open;
};

} // namespace spectrum::xmpp
