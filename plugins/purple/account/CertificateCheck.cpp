// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "CertificateCheck.h"

#include "Desk.h"
#include "TalkLog.h"
#include "Wording.h"

#include <ctime>

namespace spectrum::purple
{

namespace
{

char schemeName[] = "x509";
char verifierName[] = "tls_cached";
char authoritiesName[] = "ca";

// libpurple reads the authorities when they are first asked for, and the scheme knows none before.
void readAuthorities()
{
    if (PurpleCertificatePool *pool = purple_certificate_find_pool(schemeName, authoritiesName))
        purple_certificate_pool_contains(pool, "");
}

int flagsOfTimes(PurpleCertificate *certificate)
{
    time_t begin = 0;
    time_t end = 0;
    const time_t now = std::time(nullptr);
    if (!purple_certificate_get_times(certificate, &begin, &end))
        return PURPLE_CERTIFICATE_UNKNOWN_ERROR;
    return now < begin ? PURPLE_CERTIFICATE_NOT_ACTIVATED
           : now > end ? PURPLE_CERTIFICATE_EXPIRED
                       : PURPLE_CERTIFICATE_NO_PROBLEMS;
}

int examine(PurpleCertificateVerificationRequest *request)
{
    if (!request->cert_chain || !request->subject_name)
        return PURPLE_CERTIFICATE_UNKNOWN_ERROR;
    auto *certificate = static_cast<PurpleCertificate *>(request->cert_chain->data);
    const bool canVerify = PURPLE_CERTIFICATE_SCHEME_HAS_FUNC(request->scheme, verify_cert);
    readAuthorities();
    auto flags = PURPLE_CERTIFICATE_NO_PROBLEMS;
    if (canVerify)
        request->scheme->verify_cert(request, &flags);
    int found = canVerify ? static_cast<int>(flags) : static_cast<int>(PURPLE_CERTIFICATE_NO_CA_POOL);
    if (found < 0)
        return found;
    found |= flagsOfTimes(certificate);
    if (!purple_certificate_check_subject_name(certificate, request->subject_name))
        found |= PURPLE_CERTIFICATE_NAME_MISMATCH;
    return found;
}

void verify(PurpleCertificateVerificationRequest *request)
{
    Desk *desk = Desk::ofData(nullptr);
    const int flags = examine(request);
    const bool isGood = flags == PURPLE_CERTIFICATE_NO_PROBLEMS;
    const bool isAccepted = isGood || (desk && desk->trust() == Desk::Trust::Everybody);
    if (!isAccepted) {
        const QString text = QStringLiteral("The certificate of %1 is refused: %2.")
                                 .arg(cleanText(request->subject_name, 200), CertificateCheck::textOf(flags));
        qCWarning(lcTalk).noquote() << text;
        if (desk)
            desk->setUntrusted(text);
    }
    purple_certificate_verify_complete(request,
                                       isAccepted ? PURPLE_CERTIFICATE_VALID : PURPLE_CERTIFICATE_INVALID);
}

void destroyRequest(PurpleCertificateVerificationRequest *) {}

} // namespace

void CertificateCheck::install()
{
    static PurpleCertificateVerifier verifier{};
    verifier.scheme_name = schemeName;
    verifier.name = verifierName;
    verifier.start_verification = verify;
    verifier.destroy_request = destroyRequest;
    PurpleCertificateVerifier *other = purple_certificate_find_verifier(schemeName, verifierName);
    if (other == &verifier)
        return;
    if (other)
        purple_certificate_unregister_verifier(other);
    purple_certificate_register_verifier(&verifier);
    // A hundred files: better now than in the middle of the first login.
    if (purple_ssl_is_supported())
        readAuthorities();
}

QString CertificateCheck::textOf(int flags)
{
    const QPair<int, QString> texts[] = {
        {PURPLE_CERTIFICATE_SELF_SIGNED, QStringLiteral("it is self-signed")},
        {PURPLE_CERTIFICATE_CA_UNKNOWN, QStringLiteral("nobody who is trusted here vouches for it")},
        {PURPLE_CERTIFICATE_NOT_ACTIVATED, QStringLiteral("it is not valid yet")},
        {PURPLE_CERTIFICATE_EXPIRED, QStringLiteral("it has expired")},
        {PURPLE_CERTIFICATE_NAME_MISMATCH, QStringLiteral("it is for another server")},
        {PURPLE_CERTIFICATE_NO_CA_POOL, QStringLiteral("there is nobody who is trusted here")},
        {PURPLE_CERTIFICATE_INVALID_CHAIN, QStringLiteral("it is not signed as it says")},
        {PURPLE_CERTIFICATE_REVOKED, QStringLiteral("it was revoked")},
    };
    QStringList parts;
    for (const auto &[flag, text] : texts) {
        if (flags > 0 && (flags & flag))
            parts.append(text);
    }
    return parts.isEmpty() ? QStringLiteral("it cannot be verified") : parts.join(QStringLiteral(" and "));
}

} // namespace spectrum::purple
