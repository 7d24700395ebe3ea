// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Which spellings of a nickname or channel a server holds for the same.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace spectrum::irc
{

// As ISUPPORT's CASEMAPPING says it. RFC 2812 §2.2 explains {}|^ as the lower case of []\~.
class Casemapping
{
public:
    enum class Kind : quint8 { Ascii, Rfc1459, StrictRfc1459 };

    Casemapping() = default;
    explicit Casemapping(Kind kind) : m_kind(kind) {}
    // An unknown name is taken for "ascii", which never mistakes two names for one.
    [[nodiscard]] static Casemapping named(QByteArrayView name);

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] char folded(char c) const;
    [[nodiscard]] QByteArray folded(QByteArrayView name) const;
    [[nodiscard]] QString folded(const QString &name) const;
    [[nodiscard]] bool areSame(QByteArrayView a, QByteArrayView b) const;

private:
    Kind m_kind = Kind::Ascii;
};

} // namespace spectrum::irc
