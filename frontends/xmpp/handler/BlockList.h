// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The addresses from which a user wants to hear nothing (XEP-0191), as a value.
#pragma once

#include "address/Jid.h"

#include <QSet>
#include <QStringList>

#include <memory>

namespace spectrum::xmpp
{

class BlockList
{
public:
    static constexpr qsizetype maximumSize = 1'000;

    BlockList() = default;
    // As text() wrote it.
    explicit BlockList(const QString &text);
    [[nodiscard]] QString text() const;

    void add(const QString &address) { m_addresses.insert(address); }
    void remove(const QString &address) { m_addresses.remove(address); }
    // Whether it, or what it is a part of, is in the list.
    [[nodiscard]] bool matches(const Jid &address) const;
    [[nodiscard]] bool isEmpty() const { return m_addresses.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_addresses.size(); }
    // In order.
    [[nodiscard]] QStringList addresses() const;

    // Whether the user wants to hear nothing from that address; a list that is not there is empty.
    [[nodiscard]] static bool isHidden(const std::shared_ptr<const BlockList> &blocked, const QString &from);

private:
    QSet<QString> m_addresses;
};

} // namespace spectrum::xmpp
