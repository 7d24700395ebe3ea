// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What of their messages users want to be kept (XEP-0441), as a value.
#pragma once

#include "../ErrorMap.h"
#include "address/Jid.h"
#include "stream/Element.h"

#include <QStringList>

#include <functional>
#include <variant>

namespace spectrum::xmpp
{

class ArchivePreferences
{
public:
    enum class Default : quint8 { Always, Never, Roster };
    static constexpr qsizetype maximumSize = 500;

    ArchivePreferences() = default;
    // Of a <prefs/>.
    [[nodiscard]] static std::variant<ArchivePreferences, StanzaError> read(const Element &prefs);
    // As text() wrote it.
    explicit ArchivePreferences(const QString &text);
    [[nodiscard]] QString text() const;
    // The <prefs/>.
    [[nodiscard]] QByteArray write() const;

    [[nodiscard]] bool isAll() const { return m_default == Default::Always && m_never.isEmpty(); }
    // Whether to keep what is said with somebody, who is in the roster or not.
    [[nodiscard]] bool wants(const Jid &partner, const std::function<bool()> &isInRoster) const;

private:
    Default m_default = Default::Always;
    QStringList m_always = {};
    QStringList m_never = {};
};

} // namespace spectrum::xmpp
