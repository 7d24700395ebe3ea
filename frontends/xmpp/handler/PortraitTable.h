// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Finds the one portrait for a contact and a version of their picture, so that all users share it.
#pragma once

#include "../Portrait.h"

#include <QHash>

#include <unordered_map>

namespace spectrum::xmpp
{

// A network's word for a version counts for that contact only: what it says of one person cannot put a
// picture on another.
class PortraitTable
{
public:
    PortraitTable();

    // Made when there is none yet. No version = the contact has no picture.
    [[nodiscard]] PortraitPointer find(const ContactId &contact, const QByteArray &version);

    [[nodiscard]] size_t size() const { return m_portraits.size(); }

private:
    struct Key {
        ContactId contact;
        QByteArray version;
        friend bool operator==(const Key &, const Key &) = default;
    };
    struct KeyHash {
        size_t operator()(const Key &key) const { return qHashMulti(0, key.contact, key.version); }
    };
    void forgetUnused();

    PortraitPointer m_none;
    std::unordered_map<Key, PortraitPointer, KeyHash> m_portraits;
    size_t m_forgetAt;
};

} // namespace spectrum::xmpp
