// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/Ini.h"

#include <spectrum/Log.h>

#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QStringDecoder>

namespace spectrum::config
{

namespace
{

class Reader
{
public:
    explicit Reader(const QString &file) : m_file(file) {}

    void readLine(QByteArrayView bytes, int line);
    [[nodiscard]] IniText takeText() { return std::move(m_text); }

private:
    void readSection(QStringView text);
    void readPair(QStringView text);
    [[nodiscard]] bool readQuoted(QStringView text, QString &value);
    void complain(const QString &text, const QString &key = {})
    {
        report(m_text.mistakes, {.file = m_file, .line = m_line, .key = key, .text = text});
    }

    QString m_file;
    int m_line = 0;
    QString m_section;
    bool m_isSectionBad = false;
    QSet<QString> m_sections;
    IniText m_text;
};

bool isCommentSign(QChar c)
{
    return c == u'#' || c == u';';
}

bool isName(QStringView name)
{
    return !name.isEmpty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || c == u'_' || c == u'-';
    });
}

QStringView withoutComment(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isCommentSign(text[i]) && (i == 0 || text[i - 1].isSpace()))
            return text.first(i);
    }
    return text;
}

void Reader::readLine(QByteArrayView bytes, int line)
{
    m_line = line;
    if (bytes.size() > Ini::maximumLine)
        return complain(QStringLiteral("the line is longer than %1 bytes").arg(Ini::maximumLine));
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString decoded = decode(bytes);
    if (decode.hasError() || decoded.contains(QChar::Null))
        return complain(QStringLiteral("the line is not UTF-8 text"));
    const QStringView text = QStringView(decoded).trimmed();
    if (text.isEmpty() || isCommentSign(text.front()))
        return;
    if (text.front() == u'[')
        readSection(text);
    else
        readPair(text);
}

void Reader::readSection(QStringView text)
{
    const QStringView bare = withoutComment(text).trimmed();
    const QString name = bare.mid(1, bare.size() - 2).trimmed().toString();
    m_isSectionBad = !bare.endsWith(u']') || !isName(name);
    m_section = name;
    if (m_isSectionBad)
        return complain(QStringLiteral("a section is written [name]"));
    if (m_sections.contains(name))
        complain(QStringLiteral("the section [%1] is there twice; put its keys together").arg(name));
    m_sections.insert(name);
}

void Reader::readPair(QStringView text)
{
    const qsizetype sign = text.indexOf(u'=');
    if (sign < 0)
        return complain(QStringLiteral("this is neither a [section] nor key=value"));
    // What stands in a section that cannot be named was reported with it.
    if (m_isSectionBad)
        return;
    const QString name = text.first(sign).trimmed().toString();
    const QStringList parts = m_section.isEmpty() ? name.split(u'.') : QStringList{m_section, name};
    if (parts.size() != 2 || !isName(parts[0]) || !isName(parts[1])) {
        const QString why =
            m_section.isEmpty()
                ? QStringLiteral("before the first section a key is written section.key=value")
                : QStringLiteral("a key has letters, digits and _ only");
        return complain(why, logSafe(name, 60));
    }
    const QString key = parts.join(u'.');
    const QStringView rest = text.mid(sign + 1).trimmed();
    QString value;
    if (!rest.startsWith(u'"'))
        // With the sign of equality, which is no white space: "key=#value" has no comment.
        value = withoutComment(text.mid(sign)).mid(1).trimmed().toString();
    else if (!readQuoted(rest, value))
        return complain(QStringLiteral("the double quotes are not closed, or something follows them"), key);
    m_text.entries.append({key, value, m_line});
}

bool Reader::readQuoted(QStringView text, QString &value)
{
    for (qsizetype i = 1; i < text.size(); ++i) {
        const bool isEscape =
            text[i] == u'\\' && i + 1 < text.size() && (text[i + 1] == u'"' || text[i + 1] == u'\\');
        if (isEscape)
            value += text[++i];
        else if (text[i] == u'"')
            return withoutComment(text.mid(i)).mid(1).trimmed().isEmpty();
        else
            value += text[i];
    }
    return false;
}

} // namespace

IniText Ini::parse(QByteArrayView bytes, const QString &file)
{
    Reader reader(file);
    if (bytes.size() > maximumFile) {
        IniText text;
        report(text.mistakes, {.file = file, .text = QStringLiteral("the file is larger than 4 MiB")});
        return text;
    }
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes = bytes.sliced(3);
    for (int line = 1; !bytes.isEmpty(); ++line) {
        const qsizetype end = bytes.indexOf('\n');
        reader.readLine(end < 0 ? bytes : bytes.first(end), line);
        bytes = end < 0 ? QByteArrayView() : bytes.sliced(end + 1);
    }
    return reader.takeText();
}

IniText Ini::read(const QString &file)
{
    IniText failed;
    QFile device(file);
    const QFileInfo about(file);
    if (about.exists() && !about.isFile()) {
        report(failed.mistakes, {.file = file, .text = QStringLiteral("this is not a regular file")});
        return failed;
    }
    if (!device.open(QIODevice::ReadOnly)) {
        report(failed.mistakes,
               {.file = file, .text = QStringLiteral("cannot be read: %1").arg(device.errorString())});
        return failed;
    }
    QByteArray bytes = device.read(maximumFile + 1);
    IniText text = parse(bytes, file);
    bytes.fill('\0');
    return text;
}

} // namespace spectrum::config
