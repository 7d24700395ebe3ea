// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OwnNameLookup.h"

#include <QUrl>

namespace spectrum::xmpp
{

namespace
{

using Verdict = Finding::Verdict;
using Seeker = OwnNameLookup::Seeker;

QString recordOf(Seeker seeker)
{
    return seeker == Seeker::Client ? QStringLiteral("_xmpp-client._tcp")
                                    : QStringLiteral("_xmpp-server._tcp");
}

// What DNS and certificates call it.
QString asciiOf(const QString &domain)
{
    const QString ascii = QString::fromLatin1(QUrl::toAce(domain));
    return ascii.isEmpty() ? domain : ascii;
}

QString adviceFor(Seeker seeker)
{
    return seeker == Seeker::Client
               ? QStringLiteral("Give the name of service.jid an address, or an SRV record _xmpp-client._tcp "
                                "that names the host and service.port.")
               : QStringLiteral("Users of your own server need none. For others give the name of service.jid "
                                "the addresses of the XMPP server, or an SRV record _xmpp-server._tcp.");
}

QString consequenceFor(Seeker seeker)
{
    return seeker == Seeker::Client ? QStringLiteral("clients have to be told where it is.")
                                    : QStringLiteral("users of other servers cannot reach it.");
}

} // namespace

Finding OwnNameLookup::judge(const QString &domain, Seeker seeker, const Answer &answer)
{
    Finding finding{.subject = QStringLiteral("own name")};
    const bool isUnreachable = answer.targets.isEmpty() && (answer.isDenied || answer.addresses.isEmpty());
    if (!answer.targets.isEmpty()) {
        finding.text =
            QStringLiteral("SRV records lead %1 of %2 to %3.")
                .arg(seeker == Seeker::Client ? QStringLiteral("clients") : QStringLiteral("servers"), domain,
                     answer.targets.join(QStringLiteral(", ")));
    } else if (!isUnreachable) {
        finding.text = QStringLiteral("%1 is %2.").arg(domain, answer.addresses.join(QStringLiteral(", ")));
    } else {
        finding.verdict = Verdict::Doubtful;
        const QString reason = answer.isDenied
                                   ? QStringLiteral("The record %1 says that %2 has no such service: ")
                                         .arg(recordOf(seeker), domain)
                                   : QStringLiteral("%1 has no address in DNS: ").arg(domain);
        finding.text = reason + consequenceFor(seeker);
        finding.advice = adviceFor(seeker);
    }
    return finding;
}

// RFC 2782: the root as target means that the service is not there.
OwnNameLookup::Answer OwnNameLookup::readRecords(const QList<QDnsServiceRecord> &records)
{
    Answer answer;
    for (const QDnsServiceRecord &record : records) {
        const QString target = record.target();
        if (target.isEmpty() || target == QLatin1String("."))
            answer.isDenied = true;
        else
            answer.targets.append(QStringLiteral("%1:%2").arg(target).arg(record.port()));
    }
    return answer;
}

OwnNameLookup::OwnNameLookup(QString domain, Seeker seeker) : m_domain(std::move(domain)), m_seeker(seeker)
{
    connect(&m_records, &QDnsLookup::finished, this, &OwnNameLookup::handleRecords);
}

OwnNameLookup::~OwnNameLookup()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
}

void OwnNameLookup::start()
{
    m_records.setType(QDnsLookup::SRV);
    m_records.setName(recordOf(m_seeker) + QLatin1Char('.') + asciiOf(m_domain));
    m_records.lookup();
}

void OwnNameLookup::handleRecords()
{
    Answer answer = readRecords(m_records.serviceRecords());
    if (answer.isDenied || !answer.targets.isEmpty()) {
        Q_EMIT answered(judge(m_domain, m_seeker, answer));
        return;
    }
    m_lookup = QHostInfo::lookupHost(m_domain, this, [this](const QHostInfo &own) {
        m_lookup = -1;
        Answer found;
        const QList<QHostAddress> addresses = own.addresses();
        for (const QHostAddress &address : addresses)
            found.addresses.append(address.toString());
        Q_EMIT answered(judge(m_domain, m_seeker, found));
    });
}

} // namespace spectrum::xmpp
