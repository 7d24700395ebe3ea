// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Asks users' clients and servers something, and hears the one answer, or that none came in time.
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <unordered_map>

namespace spectrum::xmpp
{

class Element;
struct Incoming;
struct Service;

struct QueryReply {
    enum class Outcome : quint8 { Result, Refused, Silent };

    Outcome outcome = Outcome::Silent;
    // Of a result; null when it is empty. Valid during the call.
    const Element *payload = nullptr;
    // Of a refusal: forbidden, service-unavailable, …
    QString condition = {};

    [[nodiscard]] bool isResult() const { return outcome == Outcome::Result; }
};

// An answer counts when it has the id that was given and comes from the address that was asked (RFC 6120
// §8.1.2.1).
class OpenQueries
{
public:
    using Answered = std::function<void(const QueryReply &reply)>;

    struct Query {
        const char *type = "get";
        QString from;
        QString to;
        QByteArray payload;
    };

    OpenQueries();

    // Answered is called once, later, also when too much is open and nothing was sent.
    void ask(Service &service, const Query &query, Answered answered);
    // A result or an error that came in.
    void finish(Service &service, const Incoming &incoming);

private:
    void giveUp(quint64 number);

    struct Open {
        QString to;
        Answered answered;
        quint64 timer = 0;
    };
    std::unordered_map<quint64, Open> m_open;
    // Other in each process, so that nobody is taken for an answer that an earlier one waited for.
    QString m_prefix;
    quint64 m_last = 0;
};

} // namespace spectrum::xmpp
