// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "DialogueRegistry.h"

#include <algorithm>

namespace spectrum::xmpp
{

void DialogueRegistry::add(DialogueKind kind)
{
    Q_ASSERT(!find(kind.name));
    m_kinds.push_back(std::move(kind));
}

void DialogueRegistry::add(const QList<DialogueKind> &kinds)
{
    for (const DialogueKind &kind : kinds)
        add(kind);
}

const DialogueKind *DialogueRegistry::find(const QString &node) const
{
    const auto found = std::ranges::find_if(
        m_kinds, [&](const DialogueKind &kind) { return kind.name == node || kind.nodes.contains(node); });
    return found == m_kinds.end() ? nullptr : &*found;
}

} // namespace spectrum::xmpp
