// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PersonalNode.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

const QString prefix = QStringLiteral("pep ");
// XML has no such character, so no name has it either.
constexpr QChar separator(0x1F);

} // namespace

QString PersonalNode::keyOf(const QString &id) const
{
    return prefix + m_name + separator + id;
}

QStringList PersonalNode::namesIn(const PersonalStore::Values &values)
{
    QStringList names;
    for (auto value = values.lowerBound(prefix); value != values.cend() && value.key().startsWith(prefix);
         ++value) {
        const QString name = value.key().section(separator, 0, 0).mid(prefix.size());
        if (names.isEmpty() || names.last() != name)
            names.append(name);
    }
    return names;
}

std::vector<PersonalNode::Item> PersonalNode::itemsIn(const PersonalStore::Values &values) const
{
    std::vector<Item> items;
    const QString first = keyOf({});
    for (auto value = values.lowerBound(first); value != values.cend() && value.key().startsWith(first);
         ++value) {
        const qsizetype space = value->indexOf(u' ');
        items.push_back({.id = value.key().mid(first.size()),
                         .payload = value->mid(space + 1),
                         .published = QStringView(*value).first(qMax<qsizetype>(space, 0)).toLongLong()});
    }
    std::ranges::stable_sort(items, {}, &Item::published);
    return items;
}

PersonalStore::Values PersonalNode::publish(const PersonalStore::Values &values, const Item &item,
                                            qsizetype limit) const
{
    PersonalStore::Values changes;
    std::vector<Item> items = itemsIn(values);
    std::erase_if(items, [&](const Item &each) { return each.id == item.id; });
    const qsizetype surplus =
        static_cast<qsizetype>(items.size()) + 1 - std::clamp<qsizetype>(limit, 1, maximumItems);
    for (qsizetype i = 0; i < surplus; ++i)
        changes.insert(keyOf(items[static_cast<size_t>(i)].id), {});
    changes.insert(keyOf(item.id), QString::number(item.published) + u' ' + item.payload);
    return changes;
}

PersonalStore::Values PersonalNode::retract(const PersonalStore::Values &values, const QString &id) const
{
    const QString key = keyOf(id);
    return values.contains(key) ? PersonalStore::Values{{key, QString()}} : PersonalStore::Values();
}

PersonalStore::Values PersonalNode::removeAll(const PersonalStore::Values &values) const
{
    PersonalStore::Values changes;
    for (const Item &item : itemsIn(values))
        changes.insert(keyOf(item.id), {});
    return changes;
}

} // namespace spectrum::xmpp
