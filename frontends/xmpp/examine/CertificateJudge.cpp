// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "CertificateJudge.h"

#include <QSsl>

namespace spectrum::xmpp
{

namespace
{

using Verdict = Finding::Verdict;

constexpr qint64 soonDays = 14;

QString shown(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

// RFC 6125 §6.4: without regard to case; a star stands for the whole first label.
bool isNameFor(const QString &name, const QString &domain)
{
    if (name.startsWith(QLatin1String("*.")))
        return domain.section(QLatin1Char('.'), 1).compare(name.mid(2), Qt::CaseInsensitive) == 0;
    return domain.compare(name, Qt::CaseInsensitive) == 0;
}

// RFC 6125 §6.4.4: the common name counts only where there is no other.
QStringList namesOf(const QSslCertificate &certificate)
{
    const QStringList names = certificate.subjectAlternativeNames().values(QSsl::DnsEntry);
    return names.isEmpty() ? certificate.subjectInfo(QSslCertificate::CommonName) : names;
}

} // namespace

Finding judgeCertificate(const QSslCertificate &certificate, const QString &domain, const QDateTime &now)
{
    Finding finding{.subject = QStringLiteral("certificate")};
    const QStringList names = namesOf(certificate);
    const auto fits = [&domain](const QString &name) { return isNameFor(name, domain); };
    const qint64 days = now.daysTo(certificate.expiryDate());
    if (certificate.expiryDate() <= now) {
        finding.verdict = Verdict::Bad;
        finding.text = QStringLiteral("It ended at %1.").arg(shown(certificate.expiryDate()));
        finding.advice = QStringLiteral("Renew the file of service.cert and send the service SIGHUP.");
    } else if (certificate.effectiveDate() > now) {
        finding.verdict = Verdict::Bad;
        finding.text = QStringLiteral("It is valid from %1 on.").arg(shown(certificate.effectiveDate()));
        finding.advice = QStringLiteral("Set the clock, or use another certificate in service.cert.");
    } else if (std::none_of(names.begin(), names.end(), fits)) {
        finding.verdict = Verdict::Bad;
        finding.text =
            QStringLiteral("It is for %1, not for %2: clients will refuse it.")
                .arg(names.isEmpty() ? QStringLiteral("nobody") : names.join(QStringLiteral(", ")), domain);
        finding.advice = QStringLiteral("Use a certificate for the address in service.jid.");
    } else if (certificate.isSelfSigned()) {
        finding.verdict = Verdict::Doubtful;
        finding.text = QStringLiteral("It is signed by itself: clients will ask their users, or refuse it.");
        finding.advice =
            QStringLiteral("Use one of an authority that clients know, for example of Let's Encrypt.");
    } else if (days < soonDays) {
        finding.verdict = Verdict::Doubtful;
        finding.text =
            QStringLiteral("It ends in %1 days, at %2.").arg(days).arg(shown(certificate.expiryDate()));
        finding.advice = QStringLiteral("Renew it, and send the service SIGHUP.");
    } else {
        finding.text = QStringLiteral("It is for %1 and valid for %2 days.").arg(domain).arg(days);
    }
    return finding;
}

} // namespace spectrum::xmpp
