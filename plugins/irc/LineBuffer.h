// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Cuts a stream of bytes into lines and keeps no more than the beginning of one.
#pragma once

#include "Line.h"

#include <QByteArray>

#include <cstring>

namespace spectrum::irc
{

class LineBuffer
{
public:
    // Body, tags and some tolerance for servers that count differently. What is longer is skipped to its end.
    static constexpr qsizetype maximumLine = Line::maximumTags + 1024;

    // Calls handle(QByteArrayView) for each complete line, without its line end, until handle says false.
    template <typename Handler>
    void feed(QByteArrayView bytes, Handler &&handle)
    {
        while (!bytes.isEmpty()) {
            const void *found = std::memchr(bytes.data(), '\n', size_t(bytes.size()));
            if (found == nullptr) {
                keep(bytes);
                return;
            }
            const qsizetype end = static_cast<const char *>(found) - bytes.data();
            const QByteArrayView piece = bytes.first(end);
            bytes = bytes.sliced(end + 1);
            if (!finish(piece, handle))
                return;
        }
    }

    void clear()
    {
        m_kept = QByteArray();
        m_isSkipping = false;
    }
    [[nodiscard]] qsizetype keptSize() const { return m_kept.size(); }

private:
    void keep(QByteArrayView bytes)
    {
        if (m_isSkipping)
            return;
        if (m_kept.size() + bytes.size() > maximumLine) {
            m_kept = QByteArray();
            m_isSkipping = true;
            return;
        }
        m_kept.append(bytes);
    }

    template <typename Handler>
    bool finish(QByteArrayView piece, Handler &&handle)
    {
        if (m_isSkipping) {
            m_isSkipping = false;
            return true;
        }
        if (m_kept.size() + piece.size() > maximumLine) {
            m_kept = QByteArray();
            return true;
        }
        if (m_kept.isEmpty())
            return deliver(piece, handle);
        m_kept.append(piece);
        const QByteArray whole = std::exchange(m_kept, QByteArray());
        return deliver(whole, handle);
    }

    template <typename Handler>
    static bool deliver(QByteArrayView line, Handler &&handle)
    {
        while (!line.isEmpty() && line.back() == '\r')
            line.chop(1);
        return line.isEmpty() || handle(line);
    }

    QByteArray m_kept;
    bool m_isSkipping = false;
};

} // namespace spectrum::irc
