// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ServerExamination.h"

#include "../stream/Certificate.h"
#include "CertificateJudge.h"

#include <QTcpServer>
#include <QUrl>

namespace spectrum::xmpp
{

namespace
{
using Verdict = Finding::Verdict;
} // namespace

ServerExamination::ServerExamination(const Settings &settings, Options options, Examiner::Use use)
    : m_settings(settings), m_options(std::move(options)), m_use(use)
{
    connect(&m_records, &QDnsLookup::finished, this, &ServerExamination::handleRecords);
}

ServerExamination::~ServerExamination()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
}

void ServerExamination::start()
{
    examineCertificate();
    if (m_use == Examiner::Use::Free)
        examinePort();
    m_records.setType(QDnsLookup::SRV);
    m_records.setName(QStringLiteral("_xmpp-client._tcp.") + m_options.domain);
    m_records.lookup();
}

void ServerExamination::examineCertificate()
{
    const QString subject = QStringLiteral("certificate");
    const QString file = m_settings.text(QStringLiteral("service.cert"));
    if (file.isEmpty()) {
        Q_EMIT found({.verdict = Verdict::Doubtful,
                      .subject = subject,
                      .text = QStringLiteral("There is none: passwords cross the network in the clear."),
                      .advice = QStringLiteral(
                          "Give one in service.cert, as PKCS#12, or as PEM with service.cert_key.")});
        return;
    }
    const Result<QSslConfiguration> tls =
        loadCertificate(file, m_settings.text(QStringLiteral("service.cert_key")),
                        m_settings.secret(QStringLiteral("service.cert_password")));
    if (!tls) {
        Q_EMIT found({.verdict = Verdict::Bad, .subject = subject, .text = tls.error().userText});
        return;
    }
    const QString domain = QString::fromLatin1(QUrl::toAce(m_options.domain));
    Q_EMIT found(judgeCertificate(tls->localCertificate(), domain.isEmpty() ? m_options.domain : domain,
                                  QDateTime::currentDateTimeUtc()));
}

void ServerExamination::examinePort()
{
    QTcpServer server;
    const QHostAddress address = m_options.server.isEmpty() ? QHostAddress(QHostAddress::Any)
                                 : m_options.server == QLatin1String("localhost")
                                     ? QHostAddress(QHostAddress::LocalHost)
                                     : QHostAddress(m_options.server);
    Finding finding{.subject = QStringLiteral("port")};
    if (server.listen(address, m_options.port)) {
        finding.text = QStringLiteral("Port %1 is free.").arg(m_options.port);
    } else {
        finding.verdict = Verdict::Bad;
        finding.text = QStringLiteral("Clients cannot be heard at port %1: %2.")
                           .arg(m_options.port)
                           .arg(server.errorString());
        finding.advice =
            QStringLiteral("See service.server and service.port, and what else listens there (ss -ltnp).");
    }
    Q_EMIT found(finding);
}

void ServerExamination::handleRecords()
{
    const auto records = m_records.serviceRecords();
    if (records.isEmpty()) {
        m_lookup = QHostInfo::lookupHost(m_options.domain, this, [this](const QHostInfo &own) {
            m_lookup = -1;
            handleAddress(own);
        });
        return;
    }
    QStringList targets;
    for (const QDnsServiceRecord &record : records)
        targets.append(QStringLiteral("%1:%2").arg(record.target()).arg(record.port()));
    Q_EMIT found({.subject = QStringLiteral("own name"),
                  .text = QStringLiteral("SRV records lead clients of %1 to %2.")
                              .arg(m_options.domain, targets.join(QStringLiteral(", ")))});
    Q_EMIT finished();
}

void ServerExamination::handleAddress(const QHostInfo &own)
{
    Finding finding{.subject = QStringLiteral("own name")};
    if (!own.addresses().isEmpty()) {
        finding.text =
            QStringLiteral("%1 is %2.").arg(m_options.domain, own.addresses().constFirst().toString());
    } else {
        finding.verdict = Verdict::Doubtful;
        finding.text = QStringLiteral("%1 has no address in DNS: clients have to be told where it is.")
                           .arg(m_options.domain);
        finding.advice =
            QStringLiteral("Give the name of service.jid an address, or an SRV record _xmpp-client._tcp that "
                           "names the host and service.port.");
    }
    Q_EMIT found(finding);
    Q_EMIT finished();
}

} // namespace spectrum::xmpp
