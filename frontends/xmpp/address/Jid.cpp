// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Jid.h"

#include "Prep.h"

#include <algorithm>

namespace spectrum::xmpp
{

std::optional<Jid> Jid::parse(const QString &text)
{
    // The first slash ends the bare part, the first at-sign in that ends the node (RFC 7622 §3.1).
    const qsizetype slash = text.indexOf(QLatin1Char('/'));
    const QStringView bare = slash < 0 ? QStringView(text) : QStringView(text).first(slash);
    const qsizetype at = bare.indexOf(QLatin1Char('@'));
    const bool isPlain = isPlainDomain(bare.sliced(at + 1)) && (at < 0 || isPlainNode(bare.first(at))) &&
                         (slash < 0 || isPlainResource(QStringView(text).sliced(slash + 1)));
    if (!isPlain) {
        const QString resource = text.mid(slash + 1);
        return prepare(bare.toString(), slash < 0 ? nullptr : &resource);
    }
    // Nearly every address: it shares its text with whoever gave it.
    Jid jid;
    jid.m_full = text;
    jid.m_bare = slash < 0 ? text : bare.toString();
    if (slash >= 0)
        jid.m_resource = text.mid(slash + 1);
    jid.m_nodeSize = std::max<qsizetype>(at, 0);
    return jid;
}

std::optional<Jid> Jid::prepare(const QString &bare, const QString *resource)
{
    Jid jid;
    const qsizetype at = bare.indexOf(QLatin1Char('@'));
    const auto domain = prepareDomain(bare.mid(at + 1));
    if (!domain)
        return std::nullopt;
    jid.m_bare = *domain;
    if (at >= 0) {
        const auto node = prepareNode(bare.left(at));
        if (!node)
            return std::nullopt;
        jid.m_nodeSize = node->size();
        jid.m_bare = *node + QLatin1Char('@') + *domain;
    }
    jid.m_full = jid.m_bare;
    if (resource) {
        const auto prepared = prepareResource(*resource);
        if (!prepared)
            return std::nullopt;
        jid.m_resource = *prepared;
        jid.m_full += QLatin1Char('/') + *prepared;
    }
    return jid;
}

} // namespace spectrum::xmpp
