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
    : m_settings(settings),
      m_options(std::move(options)),
      m_use(use),
      m_ownName(m_options.domain, OwnNameLookup::Seeker::Client)
{
    connect(&m_ownName, &OwnNameLookup::answered, this, [this](const Finding &finding) {
        Q_EMIT found(finding);
        Q_EMIT finished();
    });
}

void ServerExamination::start()
{
    examineCertificate();
    if (m_use == Examiner::Use::Free)
        examinePorts();
    m_ownName.start();
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
        Q_EMIT found({.verdict = Verdict::Bad,
                      .subject = subject,
                      .text = tls.error().userText,
                      .advice = QStringLiteral(
                          "Clients need it: the user of the service must be able to read the files of "
                          "service.cert and service.cert_key, which belong together.")});
        return;
    }
    const QString domain = QString::fromLatin1(QUrl::toAce(m_options.domain));
    Q_EMIT found(judgeCertificate(tls->localCertificate(), domain.isEmpty() ? m_options.domain : domain,
                                  QDateTime::currentDateTimeUtc()));
}

void ServerExamination::examinePorts()
{
    examinePort(m_options.port, "service.port");
    // Without a certificate there is none; when it was not asked for, it may be another instance's.
    if (m_options.directTlsPort != 0 && m_settings.isGiven(QStringLiteral("service.direct_tls_port")) &&
        !m_settings.text(QStringLiteral("service.cert")).isEmpty())
        examinePort(m_options.directTlsPort, "service.direct_tls_port");
    if (m_options.webSocketPort != 0)
        examinePort(m_options.webSocketPort, "service.websocket_port");
}

void ServerExamination::examinePort(quint16 port, const char *option)
{
    QTcpServer server;
    const QHostAddress address = m_options.server.isEmpty() ? QHostAddress(QHostAddress::Any)
                                 : m_options.server == QLatin1String("localhost")
                                     ? QHostAddress(QHostAddress::LocalHost)
                                     : QHostAddress(m_options.server);
    Finding finding{.subject = QStringLiteral("port")};
    if (server.listen(address, port)) {
        finding.text = QStringLiteral("Port %1 is free.").arg(port);
    } else {
        finding.verdict = Verdict::Bad;
        finding.text =
            QStringLiteral("Clients cannot be heard at port %1: %2.").arg(port).arg(server.errorString());
        finding.advice = QStringLiteral("See service.server and %1, and what else listens there (ss -ltnp).")
                             .arg(QLatin1String(option));
    }
    Q_EMIT found(finding);
}

} // namespace spectrum::xmpp
