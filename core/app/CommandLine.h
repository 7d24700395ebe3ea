// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Understands what the executable was called with.
#pragma once

#include "app/Subcommand.h"

namespace spectrum::core
{

// "spectrum2 SUBCOMMAND …", and the calls of the first Spectrum 2: "spectrum2 FILE.cfg", "-n", "-j ADDRESS",
// "--config FILE", which all mean run.
struct CommandLine {
    enum class Wish : quint8 { Run, Help, Version, Nonsense };

    [[nodiscard]] static CommandLine parse(const QStringList &words);
    // The text of `spectrum2 --help`.
    [[nodiscard]] static QByteArray help();

    Wish wish = Wish::Nonsense;
    // Wish::Run always; Wish::Help when it is that subcommand's help.
    const Subcommand *subcommand = nullptr;
    QStringList arguments = {};
    // Wish::Nonsense: one sentence.
    QString mistake = {};
};

} // namespace spectrum::core
