// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/RunOptions.h"

#include <optional>

namespace spectrum::core
{

namespace
{

Error mistake(const QString &text)
{
    return {ErrorKind::InvalidInput, text};
}

// Options that the first Spectrum 2 had and that mean nothing here: this daemon never leaves the foreground.
bool isIgnored(const QString &word)
{
    static const QStringList ignored{QStringLiteral("-n"), QStringLiteral("--no-daemonize"),
                                     QStringLiteral("-d"), QStringLiteral("--no-debug")};
    return ignored.contains(word);
}

class Reader
{
public:
    explicit Reader(const QStringList &words) : m_words(words) {}

    Result<void> readAll()
    {
        while (m_next < m_words.size()) {
            const QString word = m_words[m_next++];
            if (isIgnored(word))
                continue;
            const Result<void> read = word.startsWith(QLatin1Char('-')) ? readOption(word) : readFile(word);
            if (!read)
                return read;
        }
        return {};
    }

    RunOptions options;

private:
    Result<void> readFile(const QString &word)
    {
        if (m_hasFile)
            return mistake(
                QStringLiteral("only one configuration file can be given, not also \"%1\".").arg(word));
        m_hasFile = true;
        options.configFile = word;
        return {};
    }

    Result<void> readOption(const QString &word)
    {
        const qsizetype equals = word.indexOf(QLatin1Char('='));
        const QString name = word.left(equals);
        const bool isFile = name == QLatin1String("--config") || name == QLatin1String("-c");
        const bool isAddress = name == QLatin1String("-j");
        if (!isFile && !isAddress && (!name.startsWith(QLatin1String("--")) || name.size() == 2))
            return mistake(
                QStringLiteral("there is no option %1; spectrum2 run --help lists them.").arg(name));
        std::optional<QString> value;
        if (equals >= 0)
            value = word.mid(equals + 1);
        else if (m_next < m_words.size())
            value = m_words[m_next++];
        if (!value)
            return mistake(QStringLiteral("%1 needs a value.").arg(name));
        if (isFile)
            return readFile(*value);
        if (isAddress) {
            options.address = *value;
            return {};
        }
        // A key without a section is one of [service], as it was on the command line of the first Spectrum 2.
        const QString key = name.mid(2);
        options.overrides.append((key.contains(QLatin1Char('.')) ? key : QStringLiteral("service.") + key) +
                                 QLatin1Char('=') + *value);
        return {};
    }

    const QStringList &m_words;
    qsizetype m_next = 0;
    bool m_hasFile = false;
};

} // namespace

Result<RunOptions> RunOptions::parse(const QStringList &arguments)
{
    Reader reader(arguments);
    const Result<void> read = reader.readAll();
    if (!read)
        return read.error();
    return std::move(reader.options);
}

} // namespace spectrum::core
