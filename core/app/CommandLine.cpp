// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/CommandLine.h"

#include "config/NearestName.h"

#include <array>

namespace spectrum::core
{

namespace
{

const Subcommand *find(const QString &name)
{
    for (const Subcommand *subcommand : subcommands()) {
        if (name == QLatin1String(subcommand->name))
            return subcommand;
    }
    return nullptr;
}

bool isHelp(const QString &word)
{
    return word == QLatin1String("--help") || word == QLatin1String("-h");
}

// How the first Spectrum 2 was called: options first, or the configuration file alone.
bool isCallOfFirst(const QString &word)
{
    return word.startsWith(QLatin1Char('-')) || word.endsWith(QLatin1String(".cfg")) ||
           word.contains(QLatin1Char('/'));
}

QString unknown(const QString &word)
{
    QStringList names;
    for (const Subcommand *subcommand : subcommands())
        names.append(QLatin1String(subcommand->name));
    const QString nearest = config::nearestName(word, names);
    return nearest.isEmpty()
               ? QStringLiteral("there is no subcommand \"%1\"; spectrum2 --help lists them.").arg(word)
               : QStringLiteral("there is no subcommand \"%1\"; did you mean \"%2\"?").arg(word, nearest);
}

} // namespace

std::span<const Subcommand *const> subcommands()
{
    static constexpr std::array all{&runCommand,    &checkConfigCommand, &doctorCommand, &ctlCommand,
                                    &importCommand, &tryCommand,         &moduleCommand, &sessionHostCommand};
    return all;
}

CommandLine CommandLine::parse(const QStringList &words)
{
    if (words.isEmpty())
        return {.mistake = QStringLiteral("say what to do; spectrum2 --help lists the subcommands.")};
    const QString &first = words.first();
    if (isHelp(first) || first == QLatin1String("help"))
        return {.wish = Wish::Help, .subcommand = words.size() > 1 ? find(words[1]) : nullptr};
    if (first == QLatin1String("--version") || first == QLatin1String("-v"))
        return {.wish = Wish::Version};

    const Subcommand *subcommand = find(first);
    QStringList arguments = words.mid(1);
    if (subcommand == nullptr) {
        if (!isCallOfFirst(first))
            return {.mistake = unknown(first)};
        subcommand = &runCommand;
        arguments = words;
    }
    for (const QString &argument : std::as_const(arguments)) {
        if (argument == QLatin1String("--"))
            break;
        if (isHelp(argument))
            return {.wish = Wish::Help, .subcommand = subcommand};
    }
    return {.wish = Wish::Run, .subcommand = subcommand, .arguments = arguments};
}

QByteArray CommandLine::help()
{
    QByteArray text = "Usage: spectrum2 SUBCOMMAND [ARGUMENT...]\n"
                      "Other chat networks for the people of your server.\n\n";
    for (const Subcommand *subcommand : subcommands())
        text += "  " + QByteArray(subcommand->name).leftJustified(14) + subcommand->summary + '\n';
    text += "\n"
            "  --version     print the version\n"
            "  --help        print this; spectrum2 SUBCOMMAND --help says more\n\n"
            "spectrum2 FILE.cfg, as the first Spectrum 2 was started, still means spectrum2 run FILE.cfg.\n";
    return text;
}

} // namespace spectrum::core
