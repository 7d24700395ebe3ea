// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A prepared address of an XMPP entity (RFC 7622): node, domain, resource.
#pragma once

#include <QString>

#include <optional>

namespace spectrum::xmpp
{

// Always valid: two addresses of one entity are equal. Cheap to copy.
class Jid
{
public:
    // Nothing when the text is no address, or a part of it is longer than 1023 bytes.
    [[nodiscard]] static std::optional<Jid> parse(const QString &text);

    // Empty when the address has none.
    [[nodiscard]] QString node() const { return m_bare.left(m_nodeSize); }
    [[nodiscard]] QString domain() const { return m_nodeSize == 0 ? m_bare : m_bare.mid(m_nodeSize + 1); }
    [[nodiscard]] const QString &resource() const { return m_resource; }

    [[nodiscard]] const QString &bare() const { return m_bare; }
    [[nodiscard]] const QString &full() const { return m_full; }
    [[nodiscard]] bool isBare() const { return m_resource.isEmpty(); }
    [[nodiscard]] bool hasNode() const { return m_nodeSize > 0; }
    [[nodiscard]] QStringView nodeView() const { return QStringView(m_bare).first(m_nodeSize); }
    [[nodiscard]] QStringView domainView() const
    {
        return m_nodeSize == 0 ? QStringView(m_bare) : QStringView(m_bare).sliced(m_nodeSize + 1);
    }

    friend bool operator==(const Jid &, const Jid &) = default;

private:
    Jid() = default;
    [[nodiscard]] static std::optional<Jid> prepare(const QString &bare, const QString *resource);

    QString m_full;
    QString m_bare;
    QString m_resource;
    qsizetype m_nodeSize = 0;
};

} // namespace spectrum::xmpp
