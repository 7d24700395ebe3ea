// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Cuts a message into the lines that IRC can carry, between characters as people see them.
#pragma once

#include "TextCodec.h"

#include <spectrum/Result.h>

#include <QByteArray>
#include <QList>

namespace spectrum::irc
{

class MessageSplitter
{
public:
    // One message may become at most so many lines; more would be a flood.
    static constexpr qsizetype maximumLines = 100;

    // bytesPerLine is the room that the line has for text.
    MessageSplitter(const TextCodec &codec, qsizetype bytesPerLine);

    // Encoded lines without control characters that end a line or start CTCP. Empty lines are left out;
    // InvalidInput when no line is left, TooLarge when there are too many.
    [[nodiscard]] Result<QList<QByteArray>> split(const QString &body) const;

private:
    [[nodiscard]] bool append(QList<QByteArray> &lines, QStringView line) const;
    [[nodiscard]] bool appendLong(QList<QByteArray> &lines, QStringView line) const;

    const TextCodec &m_codec;
    qsizetype m_bytesPerLine;
};

} // namespace spectrum::irc
