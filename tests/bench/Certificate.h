// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A certificate of the benchmark's own, with its key, as PEM files.
#pragma once

#include <filesystem>
#include <string>

namespace bench
{

struct Certificate {
    std::filesystem::path certificate;
    std::filesystem::path key;
};

// Self-signed, on P-256, for one day.
Certificate makeCertificate(const std::filesystem::path &directory, const std::string &domain);

} // namespace bench
