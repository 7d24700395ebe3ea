// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Bytes of the network into text and back: UTF-8 first, one other encoding where it is not.
#pragma once

#include <spectrum/Result.h>

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace spectrum::irc
{

class TextCodec
{
public:
    // "UTF-8", "ISO-8859-1", "Windows-1252" or any name that Qt's converters know.
    [[nodiscard]] static Result<TextCodec> named(const QString &name);

    // Never fails: what is no UTF-8 is read in the encoding, or as Windows-1252 if that is UTF-8.
    [[nodiscard]] QString decode(QByteArrayView bytes) const;
    // Characters that the encoding has not become "?".
    [[nodiscard]] QByteArray encode(QStringView text) const;

private:
    enum class Kind : quint8 { Utf8, Latin1, Windows1252, Other };
    TextCodec(Kind kind, QByteArray name) : m_name(std::move(name)), m_kind(kind) {}

    QByteArray m_name;
    Kind m_kind;
};

} // namespace spectrum::irc
