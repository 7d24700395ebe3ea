// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// All conversations that the service offers, whoever provides them.
#pragma once

#include "../Dialogue.h"

#include <deque>

namespace spectrum::xmpp
{

class DialogueRegistry
{
public:
    // Once for each name, before the first user comes.
    void add(DialogueKind kind);
    void add(const QList<DialogueKind> &kinds);

    // By its name or another node of it. Null = there is none.
    [[nodiscard]] const DialogueKind *find(const QString &node) const;
    // In the order in which they were added.
    [[nodiscard]] const std::deque<DialogueKind> &kinds() const { return m_kinds; }

private:
    // Those in it stay where they are.
    std::deque<DialogueKind> m_kinds;
};

} // namespace spectrum::xmpp
