// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/Reference.h"

namespace spectrum::config
{

namespace
{

const QString licence = QStringLiteral("SPDX-FileCopyrightText: 2026 The Spectrum 2 authors\n"
                                       "SPDX-License-Identifier: GPL-2.0-or-later\n");

QString wrapped(const QString &text, const QString &prefix)
{
    constexpr qsizetype width = 100;
    QString out;
    QString line = prefix;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (line.size() + 1 + word.size() > width) {
            out += line + u'\n';
            line = prefix;
        }
        line += u' ' + word;
    }
    return out + line + u'\n';
}

QString written(const QString &value)
{
    const bool needsQuotes = value.contains(u'#') || value.contains(u';') || value.startsWith(u'"');
    return needsQuotes ? u'"' + value + u'"' : value;
}

QString typeName(const Key &key)
{
    switch (key.type) {
    case Key::Type::Text:
        return QStringLiteral("text");
    case Key::Type::List:
        return QStringLiteral("list (repeat the key)");
    case Key::Type::Integer:
        return QStringLiteral("number");
    case Key::Type::Boolean:
        return QStringLiteral("0 or 1");
    case Key::Type::Secret:
        return QStringLiteral("secret");
    case Key::Type::Path:
        return QStringLiteral("path");
    case Key::Type::Choice:
        return key.choices.join(QStringLiteral(" | "));
    case Key::Type::Duration:
        return QStringLiteral("seconds");
    }
    return {};
}

// One section after the other, in the order in which the schema has them first.
QList<QPair<QString, QList<Key>>> bySection(const QList<Key> &keys)
{
    QList<QPair<QString, QList<Key>>> sections;
    for (const Key &key : keys) {
        auto found = std::find_if(sections.begin(), sections.end(),
                                  [&key](const auto &section) { return section.first == key.section(); });
        if (found == sections.end())
            found = sections.insert(sections.end(), {key.section(), {}});
        found->second += key;
    }
    return sections;
}

QString exampleOf(const QList<Key> &keys, const QMap<QString, QStringList> &given)
{
    QString out;
    for (const auto &[section, members] : bySection(keys)) {
        out += QStringLiteral("\n[%1]\n").arg(section);
        for (const Key &key : members) {
            const QString name = key.name.section(u'.', 1);
            if (key.isOpen()) {
                out += u'\n' + wrapped(key.doc, QStringLiteral("#"));
                continue;
            }
            out += u'\n' + wrapped(key.doc + QStringLiteral(" (%1)").arg(typeName(key)), QStringLiteral("#"));
            const QStringList defaults = key.defaults.isEmpty() ? QStringList{QString()} : key.defaults;
            const bool isGiven = given.contains(key.name);
            const QStringList values = isGiven ? given.value(key.name) : defaults;
            for (const QString &value : values)
                out += (isGiven ? QString() : QStringLiteral("#")) + name + u'=' + written(value) + u'\n';
        }
    }
    return out;
}

QString escaped(QString text)
{
    text.replace(u'\\', QStringLiteral("\\e")).replace(u'-', QStringLiteral("\\-"));
    return text.startsWith(u'.') || text.startsWith(u'\'') ? QStringLiteral("\\&") + text : text;
}

QString manualEntry(const Key &key)
{
    QString out = QStringLiteral(".TP\n.B %1\n%2").arg(escaped(key.name), escaped(key.doc));
    if (key.status == Key::Status::Planned)
        out += QStringLiteral("\nKnown; takes effect in a later version.");
    if (key.status == Key::Status::Replaced)
        out += QStringLiteral("\nHas no effect any more%1.").arg(escaped(key.successor()));
    const QString value = key.defaults.isEmpty() || key.defaults.constFirst().isEmpty()
                              ? QStringLiteral("empty")
                              : key.defaults.join(QStringLiteral(", "));
    out += QStringLiteral("\n.br\nType: %1. Default: %2. Since %3.")
               .arg(escaped(typeName(key)), escaped(value), key.since);
    if (key.mode != u"both")
        out += QStringLiteral(" In %1 mode.").arg(key.mode);
    if (key.needsRestart && key.status == Key::Status::Current)
        out += QStringLiteral(" A change needs a restart.");
    return out + u'\n';
}

} // namespace

QString Reference::hostExample(const Schema &schema)
{
    QList<Key> keys = schema.hostKeys();
    keys.removeIf(
        [](const Key &key) { return key.scope != Key::Scope::Host || key.status == Key::Status::Replaced; });
    return wrapped(licence.section(u'\n', 0, 0), QStringLiteral("#")) +
           wrapped(licence.section(u'\n', 1, 1), QStringLiteral("#")) +
           QStringLiteral("# The host. Each address that it serves has a file of its own in transports/ "
                          "beside this one.\n"
                          "# All values are the defaults; see spectrum2.cfg(5).\n") +
           exampleOf(keys, {});
}

QString Reference::instanceExample(const Schema &schema, const Example &example)
{
    QList<Key> keys = schema.keysFor(example.frontend, example.network);
    keys.removeIf([&example](const Key &key) {
        return key.scope == Key::Scope::Host || key.status != Key::Status::Current ||
               (key.mode != u"both" && key.mode != example.mode);
    });
    return wrapped(licence.section(u'\n', 0, 0), QStringLiteral("#")) +
           wrapped(licence.section(u'\n', 1, 1), QStringLiteral("#")) +
           QStringLiteral(
               "# One instance, in %1 mode. What is commented out is the default; see spectrum2.cfg(5).\n")
               .arg(example.mode) +
           exampleOf(keys, example.given);
}

QString Reference::manualPage(const Schema &schema)
{
    QString out =
        QStringLiteral(
            ".\\\" SPDX-FileCopyrightText: 2026 The Spectrum 2 authors\n"
            ".\\\" SPDX-License-Identifier: GPL-2.0-or-later\n"
            ".TH SPECTRUM2.CFG 5 \"\" \"Spectrum 2\" \"File formats\"\n"
            ".SH NAME\nspectrum2.cfg \\- the configuration of Spectrum 2\n"
            ".SH FILES\n.I /etc/spectrum2/spectrum2.cfg\n.br\n.I /etc/spectrum2/transports/*.cfg\n"
            ".SH SYNTAX\n"
            "Sections in brackets, key=value, and a list is the key repeated. A # or ; at the start of a\n"
            "line or after white space begins a comment, except in double quotes. Before the first section\n"
            "a key is written section.key=value. Any key can be overridden with\n"
            ".B \\-\\-section.key=value\nor the environment variable\n.BR SPECTRUM2_SECTION__KEY .\n"
            "A secret may be given as KEY, KEY_file=PATH or KEY_credential=NAME.\n"
            "The variable $%1 in a value is the address of the instance.\n")
            .arg(schema.addressVariable());
    QList<QPair<QString, QList<Key>>> parts{
        {QStringLiteral("THE HOST AND ITS INSTANCES"), schema.hostKeys()}};
    for (const QString &id : schema.modules(Schema::Kind::Frontend))
        parts.append(
            {QStringLiteral("THE FRONTEND ") + id.toUpper(), schema.keysOf(Schema::Kind::Frontend, id)});
    for (const QString &id : schema.modules(Schema::Kind::Network))
        parts.append(
            {QStringLiteral("THE NETWORK ") + id.toUpper(), schema.keysOf(Schema::Kind::Network, id)});
    for (const auto &[title, keys] : parts) {
        out += QStringLiteral(".SH \"%1\"\n").arg(title);
        for (const auto &[section, members] : bySection(keys)) {
            for (const Key &key : members)
                out += manualEntry(key);
        }
    }
    return out + QStringLiteral(".SH SEE ALSO\n.BR spectrum2 (1)\n");
}

} // namespace spectrum::config
