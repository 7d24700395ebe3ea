// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Asks the DNS how others find the address of the gateway: by SRV records (RFC 6120 §3.2.1), or by its name.
#pragma once

#include <spectrum/Examination.h>

#include <QDnsLookup>
#include <QHostInfo>

namespace spectrum::xmpp
{

class OwnNameLookup final : public QObject
{
    Q_OBJECT

public:
    enum class Seeker : quint8 { Client, Server };

    struct Answer {
        // Host and port of each record; empty = there are none.
        QStringList targets = {};
        // A record says that there is no such service here.
        bool isDenied = false;
        QStringList addresses = {};
    };
    [[nodiscard]] static Finding judge(const QString &domain, Seeker seeker, const Answer &answer);
    // Of what QDnsLookup found.
    [[nodiscard]] static Answer readRecords(const QList<QDnsServiceRecord> &records);

    OwnNameLookup(QString domain, Seeker seeker);
    ~OwnNameLookup() override;

    // Once; answered() follows.
    void start();

Q_SIGNALS:
    void answered(const spectrum::Finding &finding);

private:
    void handleRecords();

    const QString m_domain;
    const Seeker m_seeker;
    QDnsLookup m_records;
    int m_lookup = -1;
};

} // namespace spectrum::xmpp
