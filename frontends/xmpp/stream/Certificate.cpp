// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Certificate.h"

#include "KeyFit.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>

#include <memory>

namespace spectrum::xmpp
{

namespace
{

Error problem(const QString &text)
{
    return {ErrorKind::InvalidInput, text};
}

// The pass phrase or key as Qt wants it, for as long as it is needed.
class WipedBytes
{
public:
    explicit WipedBytes(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    ~WipedBytes() { wipeMemory(m_bytes.data(), static_cast<size_t>(m_bytes.size())); }
    WipedBytes(const WipedBytes &) = delete;
    WipedBytes &operator=(const WipedBytes &) = delete;

    [[nodiscard]] const QByteArray &get() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

Result<QByteArray> readAll(const QString &path, const char *option)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return problem(QStringLiteral("%1: %2 cannot be read: %3.")
                           .arg(QLatin1String(option), path, file.errorString()));
    return file.read(1024 * 1024);
}

// One ASN.1 SEQUENCE and nothing else, as PKCS#12 is; so that a file that is not even that makes one line of
// log.
bool isWholeSequence(const QByteArray &der)
{
    if (der.size() < 2 || der[0] != 0x30)
        return false;
    const auto first = static_cast<unsigned char>(der[1]);
    const qsizetype lengthBytes = first < 0x80 ? 0 : first & 0x7f;
    if (lengthBytes > 4 || der.size() < 2 + lengthBytes)
        return false;
    qsizetype length = lengthBytes == 0 ? first : 0;
    for (qsizetype i = 0; i < lengthBytes; ++i)
        length = length << 8 | static_cast<unsigned char>(der[2 + i]);
    // 0x80: the end is marked inside.
    return first == 0x80 || der.size() == 2 + lengthBytes + length;
}

// pbeWithSHA1And40BitRC2-CBC and its relatives, 1.2.840.113549.1.12.1.*: OpenSSL 3 refuses RC4 and RC2.
bool isLegacy(const QByteArray &pkcs12)
{
    if (::OSSL_PROVIDER_available(nullptr, "legacy") == 1)
        return false;
    for (const char last : {1, 2, 5, 6}) {
        if (pkcs12.contains(QByteArray::fromHex("2a864886f70d010c01") + last))
            return true;
    }
    return false;
}

// Asked before Qt is, which would make a line of log of its own out of a wrong pass phrase.
bool opens(const QByteArray &pkcs12, const QByteArray &passPhrase)
{
    const auto *bytes = reinterpret_cast<const unsigned char *>(pkcs12.constData());
    const std::unique_ptr<PKCS12, decltype(&::PKCS12_free)> file(
        ::d2i_PKCS12(nullptr, &bytes, static_cast<long>(pkcs12.size())), &::PKCS12_free);
    const bool isOpen = file && (::PKCS12_mac_present(file.get()) == 0 ||
                                 ::PKCS12_verify_mac(file.get(), passPhrase.constData(),
                                                     static_cast<int>(passPhrase.size())) ||
                                 (passPhrase.isEmpty() && ::PKCS12_verify_mac(file.get(), nullptr, 0)));
    ::ERR_clear_error();
    return isOpen;
}

QSslConfiguration makeConfiguration(const QList<QSslCertificate> &chain, const QSslKey &key)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // clients show no certificate
    configuration.setCaCertificates({});
    configuration.setSslOption(QSsl::SslOptionDisableLegacyRenegotiation, true);
    configuration.setAllowedNextProtocols({QByteArrayLiteral("xmpp-client")});
    return configuration;
}

Result<QSslConfiguration> loadPkcs12(const QString &path, const Secret &password)
{
    const auto bytes = readAll(path, "service.cert");
    if (!bytes)
        return bytes.error();
    if (!isWholeSequence(*bytes))
        return problem(
            QStringLiteral("service.cert: %1 is not a PKCS#12 file, or not all of one.").arg(path));
    const WipedBytes passPhrase(password.expose().toByteArray());
    if (!opens(*bytes, passPhrase.get()))
        return problem(
            QStringLiteral("service.cert: %1 is not a PKCS#12 file, or service.cert_password is wrong.")
                .arg(path));
    if (isLegacy(*bytes))
        return problem(
            QStringLiteral(
                "service.cert: %1 is encrypted in an old way (RC2 or RC4). Export it again: openssl "
                "pkcs12 -legacy -in %1 -nodes | openssl pkcs12 -export -out new.p12")
                .arg(path));
    QSslKey key;
    QSslCertificate certificate;
    QList<QSslCertificate> others;
    QFile file(path);
    if (file.open(QIODevice::ReadOnly) &&
        QSslCertificate::importPkcs12(&file, &key, &certificate, &others, passPhrase.get()))
        return makeConfiguration(QList<QSslCertificate>{certificate} + others, key);
    return problem(QStringLiteral("service.cert: %1 holds no certificate with its key.").arg(path));
}

Result<QSslConfiguration> loadPem(const QString &certPath, const QString &keyPath, const Secret &password)
{
    const auto certBytes = readAll(certPath, "service.cert");
    if (!certBytes)
        return certBytes.error();
    auto keyFile = readAll(keyPath, "service.cert_key");
    if (!keyFile)
        return keyFile.error();
    const WipedBytes keyBytes(std::move(keyFile).value());
    const QList<QSslCertificate> chain = QSslCertificate::fromData(*certBytes, QSsl::Pem);
    if (chain.isEmpty())
        return problem(QStringLiteral("service.cert: %1 holds no PEM certificate.").arg(certPath));
    const WipedBytes passPhrase(password.expose().toByteArray());
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa}) {
        const QSslKey key(keyBytes.get(), algorithm, QSsl::Pem, QSsl::PrivateKey, passPhrase.get());
        if (key.isNull())
            continue;
        if (isKeyOf(key, chain.first()))
            return makeConfiguration(chain, key);
        return problem(QStringLiteral("service.cert_key: %1 is not the key of the first certificate in %2. Take "
                                      "the key that the certificate was made with, and put the certificate of "
                                      "this address before those of its authorities.")
                           .arg(keyPath, certPath));
    }
    return problem(QStringLiteral("service.cert_key: %1 holds no PEM key, or service.cert_password is wrong.")
                       .arg(keyPath));
}

} // namespace

Result<QSslConfiguration> loadCertificate(const QString &certFile, const QString &keyFile,
                                          const Secret &password)
{
    return keyFile.isEmpty() ? loadPkcs12(certFile, password) : loadPem(certFile, keyFile, password);
}

} // namespace spectrum::xmpp
