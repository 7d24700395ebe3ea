// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "MessageSplitter.h"

#include <QTextBoundaryFinder>

namespace spectrum::irc
{

namespace
{

bool isLineEnd(QChar c)
{
    return c == u'\n' || c == u'\r' || c == QChar::ParagraphSeparator || c == QChar::LineSeparator;
}

// What no line may hold, whatever stands around it.
bool isForbidden(QChar c)
{
    return c.unicode() == 0 || c.unicode() == 1;
}

// A piece that does not fit as one is cut between code points; emoji of many parts may be longer than a line.
qsizetype endOfCodePoint(QStringView text, qsizetype from)
{
    const bool isPair =
        text[from].isHighSurrogate() && from + 1 < text.size() && text[from + 1].isLowSurrogate();
    return from + (isPair ? 2 : 1);
}

} // namespace

MessageSplitter::MessageSplitter(const TextCodec &codec, qsizetype bytesPerLine)
    : m_codec(codec), m_bytesPerLine(qMax<qsizetype>(bytesPerLine, 16))
{
}

Result<QList<QByteArray>> MessageSplitter::split(const QString &body) const
{
    QString cleaned;
    const QString *text = &body;
    if (std::any_of(body.begin(), body.end(), isForbidden)) {
        cleaned = body;
        cleaned.removeIf(isForbidden);
        text = &cleaned;
    }
    QList<QByteArray> lines;
    qsizetype from = 0;
    for (qsizetype i = 0; i <= text->size(); ++i) {
        if (i < text->size() && !isLineEnd(text->at(i)))
            continue;
        if (!append(lines, QStringView(*text).sliced(from, i - from)))
            return Error{ErrorKind::TooLarge, QStringLiteral("The message has too many lines for IRC.")};
        from = i + 1;
    }
    if (lines.isEmpty())
        return Error{ErrorKind::InvalidInput, QStringLiteral("An empty message cannot be sent.")};
    return lines;
}

bool MessageSplitter::append(QList<QByteArray> &lines, QStringView line) const
{
    if (line.isEmpty())
        return true;
    if (line.size() > m_bytesPerLine)
        return appendLong(lines, line);
    QByteArray whole = m_codec.encode(line);
    if (whole.size() > m_bytesPerLine)
        return appendLong(lines, line);
    lines.append(std::move(whole));
    return lines.size() <= maximumLines;
}

bool MessageSplitter::appendLong(QList<QByteArray> &lines, QStringView line) const
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, line.data(), line.size());
    QByteArray current;
    const auto add = [&](QStringView piece) {
        const QByteArray bytes = m_codec.encode(piece);
        if (bytes.size() > m_bytesPerLine)
            return false;
        if (current.size() + bytes.size() > m_bytesPerLine)
            lines.append(std::exchange(current, QByteArray()));
        current += bytes;
        return true;
    };
    for (qsizetype from = 0; from < line.size() && lines.size() <= maximumLines;) {
        const qsizetype next = finder.toNextBoundary();
        const qsizetype end = next > from ? next : line.size();
        if (!add(line.sliced(from, end - from))) {
            for (qsizetype at = from; at < end; at = endOfCodePoint(line, at))
                add(line.sliced(at, endOfCodePoint(line, at) - at));
        }
        from = end;
    }
    if (!current.isEmpty())
        lines.append(std::move(current));
    return lines.size() <= maximumLines;
}

} // namespace spectrum::irc
