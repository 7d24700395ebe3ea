// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Finds out for which domain a new connection is, and takes nothing from it.
#pragma once

#include "ElementReader.h"

#include <spectrum/Clock.h>

#include <QObject>
#include <QSocketNotifier>

#include <functional>

namespace spectrum::xmpp
{

// What tells the domain: the header of the stream (RFC 6120 §4.7.2), or the name that TLS is for (RFC 6066
// §3).
enum class DomainSign : quint8 { Header, ServerName };

// Owns the descriptor until it is released. Looks at no more than the first 4 KiB, and for a few seconds.
class DomainPeek : public QObject
{
    Q_OBJECT

public:
    DomainPeek(int descriptor, DomainSign sign, Clock &clock, QObject *parent);
    ~DomainPeek() override;

    // With all bytes that came; nothing is told any more.
    [[nodiscard]] int release();

Q_SIGNALS:
    // Once, from the event loop. In small letters, internationalised parts as RFC 5890 spells them; empty
    // when it cannot be told.
    void found(const QByteArray &domain);

private:
    void look();
    [[nodiscard]] std::optional<QByteArray> judge(QByteArrayView bytes);
    [[nodiscard]] std::optional<QByteArray> judgeHeader(QByteArrayView news);
    void tell(const QByteArray &domain);

    int m_descriptor;
    DomainSign m_sign;
    Clock &m_clock;
    Clock::TimerId m_timer;
    QSocketNotifier m_notifier;
    ElementReader m_reader;
    qsizetype m_seen = 0;
};

// How domains are compared here.
[[nodiscard]] QByteArray comparableDomain(const QString &domain);

} // namespace spectrum::xmpp
