// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One list of a user's bookmarks for all ways in which clients keep them (XEP-0402 §5, XEP-0048).
#pragma once

#include "PersonalNode.h"

namespace spectrum::xmpp
{

// Each room is an item of its own among the personal events (XEP-0402). Clients of old see all of them in one
// element, as private storage (XEP-0049) or as the one item of a node (XEP-0223), with what else they put
// there.
class Bookmarks
{
public:
    // The node of rooms, and the one of clients of old.
    [[nodiscard]] static const QString &node();
    [[nodiscard]] static const QString &oldNode();
    // The one item of the latter.
    [[nodiscard]] static QString oldItem() { return QStringLiteral("current"); }

    [[nodiscard]] static bool isStorage(const Element &element);
    // The element of old with everything.
    [[nodiscard]] static QByteArray storageIn(const PersonalStore::Values &values);
    // The same when these changes are made.
    [[nodiscard]] static QByteArray storageAfter(PersonalStore::Values values,
                                                 const PersonalStore::Values &changes);

    struct Replacement {
        PersonalStore::Values changes = {};
        // Only what is new or another.
        std::vector<PersonalNode::Item> published = {};
        QStringList retracted = {};
        QByteArray storage = {};
    };
    [[nodiscard]] static StanzaError tooMany();
    // What it means that the element of old is this one now. Nothing when there are too many rooms in it.
    [[nodiscard]] static std::optional<Replacement> replace(const PersonalStore::Values &values,
                                                            const Element &storage, qint64 now);
};

} // namespace spectrum::xmpp
