// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Jid.h"

#include "Prep.h"

namespace spectrum::xmpp
{

std::optional<Jid> Jid::parse(const QString &text)
{
    // The first slash ends the bare part, the first at-sign in that ends the node (RFC 7622 §3.1).
    const qsizetype slash = text.indexOf(QLatin1Char('/'));
    const QString bare = slash < 0 ? text : text.left(slash);
    const qsizetype at = bare.indexOf(QLatin1Char('@'));

    Jid jid;
    const auto domain = prepareDomain(at < 0 ? bare : bare.mid(at + 1));
    if (!domain)
        return std::nullopt;
    if (at < 0) {
        jid.m_bare = *domain;
    } else {
        const auto node = prepareNode(bare.left(at));
        if (!node)
            return std::nullopt;
        jid.m_nodeSize = node->size();
        const QString prepared = *node + QLatin1Char('@') + *domain;
        // What was prepared already keeps its text, and shares it with whoever gave it.
        jid.m_bare = prepared == bare ? bare : prepared;
    }
    if (slash >= 0) {
        const auto resource = prepareResource(text.mid(slash + 1));
        if (!resource)
            return std::nullopt;
        jid.m_resource = *resource;
    }
    return jid;
}

} // namespace spectrum::xmpp
