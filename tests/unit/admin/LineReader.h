// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The other end of a connection to the admin socket.
#pragma once

#include "system/FileDescriptor.h"

#include <QByteArrayList>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace spectrum::testing
{

class LineReader
{
public:
    explicit LineReader(system::FileDescriptor file) : m_file(std::move(file)) {}

    // As far as the connection takes it.
    qsizetype say(const QByteArray &text)
    {
        const ssize_t size =
            ::send(m_file.number(), text.constData(), size_t(text.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        return size;
    }
    void close() { m_file.reset(); }

    // Everything that was said, line by line.
    [[nodiscard]] const QByteArrayList &lines()
    {
        read();
        return m_lines;
    }
    [[nodiscard]] bool hasEnded()
    {
        read();
        return m_hasEnded;
    }
    // The error of an answer, or the word of its result.
    [[nodiscard]] QString word(qsizetype index)
    {
        const QJsonObject answer = QJsonDocument::fromJson(lines().value(index)).object();
        const QString error = answer.value(QLatin1String("error"))[QLatin1String("kind")].toString();
        return error.isEmpty() ? answer.value(QLatin1String("result"))[QLatin1String("word")].toString()
                               : error;
    }

private:
    void read()
    {
        std::array<char, 4096> bytes;
        ssize_t size = 0;
        while ((size = ::recv(m_file.number(), bytes.data(), bytes.size(), MSG_DONTWAIT)) > 0)
            m_rest.append(bytes.data(), size);
        m_hasEnded = m_hasEnded || size == 0 || (size < 0 && errno != EAGAIN);
        for (qsizetype end = 0; (end = m_rest.indexOf('\n')) >= 0; m_rest.remove(0, end + 1))
            m_lines.append(m_rest.first(end));
    }

    system::FileDescriptor m_file;
    QByteArray m_rest;
    QByteArrayList m_lines;
    bool m_hasEnded = false;
};

} // namespace spectrum::testing
