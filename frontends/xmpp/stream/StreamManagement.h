// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Counts the stanzas of one session both ways and keeps what its client has not acknowledged (XEP-0198).
#pragma once

#include "StreamError.h"

#include <spectrum/Clock.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QObject>

#include <memory>
#include <optional>

namespace spectrum::xmpp
{

class Element;

struct ManagementLimits {
    // How long a session outlives its connection; 0 = not at all.
    std::chrono::seconds resume{300};
    qsizetype stanzas = 10000;
    qsizetype bytes = 4 * 1024 * 1024;
    // A client that does not answer for so long has lost its connection.
    std::chrono::seconds answer{60};
};

// The connection that a session has at the moment. Implemented by ClientStream.
class ManagedStream
{
public:
    // Not counted.
    virtual void write(QByteArrayView bytes) = 0;
    virtual void refuse(const StreamError &error) = 0;
    virtual void loseConnection() = 0;

protected:
    ~ManagedStream() = default;
};

struct Undelivered {
    QByteArray stanza;
    QDateTime sentAt;
};

// Lives from <enable/> to the end of the session, whose connections may change. There is one request for an
// answer at a time: with the first stanza that has none, and again with each answer that leaves some open.
class StreamManagement final : public QObject
{
    Q_OBJECT

public:
    static constexpr QLatin1String ns{"urn:xmpp:sm:3"};
    [[nodiscard]] static QByteArray failed(const char *condition);
    // How many stanzas an <a/> or <resume/> says were handled; none if it does not say so.
    [[nodiscard]] static std::optional<quint32> countOf(const Element &element);

    StreamManagement(const Element &enable, const ManagementLimits &limits, ManagedStream &stream,
                     Clock &clock);
    ~StreamManagement() override;

    // The answer to the <enable/>.
    [[nodiscard]] QByteArray enabled() const;
    // Empty when the session ends with its connection.
    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] std::chrono::seconds keptFor() const { return m_keptFor; }
    // What a client that has handled so many must be told; none if it can be.
    [[nodiscard]] std::optional<StreamError> errorOf(quint32 handled) const;

    // Writes the stanza, and again after a resumption until it is acknowledged.
    void send(const QByteArray &stanza);
    void countReceived() { ++m_received; }
    // <r/> and <a/>; anything else is out of place.
    void handle(const Element &element);
    void suspend();
    // Handled is without an error. Returns the answer, behind which it is all sent again.
    [[nodiscard]] QByteArray resume(ManagedStream &stream, quint32 handled);
    void sendAgain();
    [[nodiscard]] const QList<Undelivered> &unacknowledged() const { return m_unacknowledged; }
    [[nodiscard]] QList<Undelivered> takeUnacknowledged();

private:
    void acknowledge(const Element &answer);
    void forget(quint32 handled);
    void request();
    void answer();
    void writeAnswer();
    void stopWaiting();

    ManagementLimits m_limits;
    ManagedStream *m_stream;
    Clock &m_clock;
    QString m_id;
    std::chrono::seconds m_keptFor{0};
    QList<Undelivered> m_unacknowledged;
    qsizetype m_bytes = 0;
    Clock::Moment m_answeredAt;
    Clock::TimerId m_requestTimer = 0;
    Clock::TimerId m_answerTimer = 0;
    quint32 m_acknowledged = 0;
    quint32 m_received = 0;
    bool m_isSuspended = false;
};

} // namespace spectrum::xmpp
