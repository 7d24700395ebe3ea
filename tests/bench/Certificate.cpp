// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Certificate.h"

#include <cstdio>
#include <memory>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdexcept>

namespace bench
{

namespace
{

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using File = std::unique_ptr<std::FILE, decltype(&std::fclose)>;

File openFile(const std::filesystem::path &path)
{
    File file(std::fopen(path.c_str(), "w"), &std::fclose);
    if (!file)
        throw std::runtime_error("cannot write " + path.string());
    return file;
}

} // namespace

Certificate makeCertificate(const std::filesystem::path &directory, const std::string &domain)
{
    const Certificate made{directory / "cert.pem", directory / "key.pem"};
    const Key key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
    constexpr long day = 24 * 60 * 60;
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), day);
    X509_NAME *name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(domain.c_str()), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_set_pubkey(certificate.get(), key.get());
    if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0)
        throw std::runtime_error("cannot make a certificate");
    PEM_write_X509(openFile(made.certificate).get(), certificate.get());
    PEM_write_PrivateKey(openFile(made.key).get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    std::filesystem::permissions(made.key,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return made;
}

} // namespace bench
