// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Tells whether two accounts are the same to the last byte of the secret, without keeping the secret.
#pragma once

#include <spectrum/Account.h>

#include <array>

namespace spectrum::core
{

// A keyed hash of name, secret and options. The key is random and lives as long as the process, so that a
// print is of no use outside.
class AccountPrint
{
public:
    AccountPrint() = default;
    explicit AccountPrint(const Account &account);

    // In constant time.
    friend bool operator==(const AccountPrint &a, const AccountPrint &b) noexcept;

private:
    std::array<char, 32> m_hash{};
};

} // namespace spectrum::core
