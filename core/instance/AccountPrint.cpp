// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/AccountPrint.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <algorithm>

namespace spectrum::core
{

namespace
{

QByteArray processKey()
{
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof(random));
}

// With its length, so that two fields cannot be cut differently and hash alike.
void addField(QMessageAuthenticationCode &code, QByteArrayView field)
{
    const qint64 size = field.size();
    code.addData(reinterpret_cast<const char *>(&size), sizeof(size));
    code.addData(field.data(), field.size());
}

} // namespace

AccountPrint::AccountPrint(const Account &account)
{
    static const QByteArray key = processKey();
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, key);
    addField(code, account.name.toUtf8());
    addField(code, account.secret.expose());
    for (auto option = account.options.cbegin(); option != account.options.cend(); ++option) {
        addField(code, option.key().toUtf8());
        addField(code, option.value().toUtf8());
    }
    const QByteArray hash = code.result();
    std::copy_n(hash.cbegin(), m_hash.size(), m_hash.begin());
}

bool operator==(const AccountPrint &a, const AccountPrint &b) noexcept
{
    unsigned difference = 0;
    for (size_t i = 0; i < a.m_hash.size(); ++i)
        difference |= static_cast<unsigned char>(a.m_hash[i] ^ b.m_hash[i]);
    return difference == 0;
}

} // namespace spectrum::core
