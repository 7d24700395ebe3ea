// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Finds the handler of an IQ's payload and sees to it that every request gets exactly one answer (RFC 6120
// §8.2.3).
#pragma once

#include "ErrorMap.h"
#include "Incoming.h"
#include "Service.h"

#include <functional>
#include <unordered_map>

namespace spectrum::xmpp
{

// A successful answer: its payload, which may be empty.
struct IqResult {
    QByteArray payload = {};
};
using IqOutcome = std::variant<IqResult, StanzaError>;
// What a handler returns, so that none can forget to answer: at once, or as a promise. A promise that is
// broken is answered as an internal error.
using IqAnswer = std::variant<IqResult, StanzaError, QFuture<IqOutcome>>;

enum class IqType : quint8 { Get, Set };

struct IqRequest {
    const Incoming &incoming;
    const Element &payload;
    IqType type;
};

class IqDispatcher
{
public:
    using Handler = std::function<IqAnswer(const IqRequest &request)>;

    explicit IqDispatcher(Service &service) : m_service(service) {}

    void add(IqType type, QStringView name, QStringView ns, Handler handler);
    // Only for requests to the user's own account, and before any other handler.
    void addForAccount(IqType type, QStringView name, QStringView ns, Handler handler);
    [[nodiscard]] bool handles(QStringView ns) const;
    void dispatch(const Incoming &incoming);

private:
    [[nodiscard]] IqAnswer answer(const Incoming &incoming) const;
    [[nodiscard]] IqAnswer refuseUnknown(const Incoming &incoming, const Element &payload) const;
    void reply(const QString &from, const QString &to, const QString &id, const IqOutcome &outcome);
    void replyLater(const Incoming &incoming, QFuture<IqOutcome> future);

    struct Entry {
        IqType type;
        QString name;
        QString ns;
        Handler handler;
        bool isForAccount = false;
    };
    [[nodiscard]] const Entry *find(const Incoming &incoming, const Element &payload, IqType type) const;

    Service &m_service;
    std::vector<Entry> m_entries;
};

} // namespace spectrum::xmpp
