// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Decides by the authorities of this machine whether a server's certificate is good, and remembers nothing.
#pragma once

#include <QString>

#include <purple.h>

namespace spectrum::purple
{

// In the place of libpurple's own verifier, which asks the user of one account and keeps the answer on disk
// for all of them. What is wrong is told at the desk of the account whose turn it is.
class CertificateCheck
{
public:
    // Once, after the core was initialised.
    static void install();

    // In words for people: "it is self-signed and it is for another server".
    [[nodiscard]] static QString textOf(int flags);
};

} // namespace spectrum::purple
