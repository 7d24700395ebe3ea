// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One node of a user's personal events (XEP-0163) among the values that are kept of the user.
#pragma once

#include "PersonalStore.h"

namespace spectrum::xmpp
{

class PersonalNode
{
public:
    struct Item {
        QString id;
        // Finished XML.
        QString payload;
        // When it was published, in milliseconds of UTC.
        qint64 published = 0;
    };
    static constexpr qsizetype maximumName = 1'000;
    // More than one client of the same user needs.
    static constexpr qsizetype maximumItems = 500;

    explicit PersonalNode(QString name) : m_name(std::move(name)) {}

    // Names of nodes that have items, at most so many.
    [[nodiscard]] static QStringList namesIn(const PersonalStore::Values &values);

    // The oldest first.
    [[nodiscard]] std::vector<Item> itemsIn(const PersonalStore::Values &values) const;
    // The changes by which the item is there, and no more than limit with it.
    [[nodiscard]] PersonalStore::Values publish(const PersonalStore::Values &values, const Item &item,
                                                qsizetype limit) const;
    // Empty when there is no such item.
    [[nodiscard]] PersonalStore::Values retract(const PersonalStore::Values &values, const QString &id) const;
    [[nodiscard]] PersonalStore::Values removeAll(const PersonalStore::Values &values) const;

    [[nodiscard]] const QString &name() const { return m_name; }

private:
    [[nodiscard]] QString keyOf(const QString &id) const;

    QString m_name;
};

} // namespace spectrum::xmpp
