// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Orders that wait for the server's word, each with exactly one end.
#pragma once

#include "Link.h"

#include <QList>

namespace spectrum::irc
{

// A PING behind each order tells its end when the server says nothing because nothing changed.
class Requests
{
public:
    static constexpr qsizetype mostOpen = 50;
    enum class Kind : quint8 { Subject, Nickname, Silence, Invitation };

    explicit Requests(Link &link) : m_link(link) {}

    // Sends the line; or ends the order when that cannot be. name is what the order is about, as the server's
    // answer will say it.
    void begin(Kind kind, RequestId request, const QByteArray &name, const QByteArray &line);
    // Whether there was one.
    bool finish(Kind kind, QByteArrayView name, std::optional<Error> error = std::nullopt);
    // The oldest one of the kind that is about several names, parted by commas, and this is one of them.
    bool finishAbout(Kind kind, QByteArrayView name, std::optional<Error> error = std::nullopt);
    // The oldest one of the kind.
    bool finishFirst(Kind kind, std::optional<Error> error = std::nullopt);
    bool handlePong(QByteArrayView token);
    void failAll(const Error &error);

private:
    struct Open {
        Kind kind = Kind::Subject;
        RequestId request = RequestId::None;
        QByteArray name;
        quint32 serial = 0;
    };

    void finishAt(qsizetype index, std::optional<Error> error);

    Link &m_link;
    QList<Open> m_open;
    quint32 m_lastSerial = 0;
};

} // namespace spectrum::irc
