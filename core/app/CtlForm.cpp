// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/CtlForm.h"

#include <QStringList>

#include <algorithm>

namespace spectrum::core
{

namespace
{

constexpr CtlForm forms[]{
    {"status", nullptr, "", nullptr, "the instances, their states and how many users they have"},
    {"statistics", "stats", "", nullptr, "what was counted since the start"},
    {"session-hosts", nullptr, "", nullptr,
     "the processes that sessions run in where they are isolated, and who is kept out of them"},
    {"users", nullptr, "instance?", "instance?",
     "who is logged in, in which state and why; --all: and who is not"},
    {"user", nullptr, "user", nullptr, "one of them"},
    {"register", nullptr, "user name options*", nullptr,
     "an account, whose password is read from the standard input; options are KEY=VALUE"},
    {"unregister", "delete", "user", nullptr,
     "logs the user out, cleans the contact list at the user's server, and removes all that is kept"},
    {"message", nullptr, "user text", "text",
     "says something in the name of the service to one user; --all: to everybody who is logged in"},
    {"disconnect", nullptr, "user text?", nullptr, "logs the user out"},
    {"pardon", nullptr, "user", nullptr,
     "lets somebody log in again whose sessions made processes end; see isolation.parking_time"},
    {"reload", nullptr, "", nullptr, "reads the configuration again, and names what needs a restart"},
    {"log-level", nullptr, "level rules*", nullptr,
     "until the next reload; see logging.level and logging.rules"},
    {"rotate-key", nullptr, "", nullptr, "encrypts the store with a new random key"},
    {"backup", nullptr, "file", nullptr,
     "an encrypted copy of the store; it opens with the key of today, which is not in it"},
    {"stop", nullptr, "", nullptr, "as SIGTERM"},
};

struct Option {
    const char *words;
    const char *text;
};

constexpr Option options[]{
    {"--socket PATH", "where the host listens; else what the configuration says in admin.socket"},
    {"--config FILE", "the configuration that says so, if it is not the usual one"},
    {"--instance ADDRESS", "which one, if the host has several"},
    {"--json", "for machines, with every command: one JSON object a line"},
};

constexpr char synopsis[] =
    "spectrum2 ctl [--socket PATH | --config FILE] [--instance ADDRESS] [--json] COMMAND [...]";
constexpr char access[] = "Only the user of the host and root may connect.";
constexpr char exitCodes[] =
    "0 done, 1 the host refused, 2 wrong usage, 69 no host listens there, 78 reload found\nmistakes and "
    "changed nothing.";

constexpr qsizetype column = 31;
constexpr qsizetype width = 100;

QString shown(QString argument)
{
    const QChar mark = argument.back();
    if (mark == u'?' || mark == u'*')
        argument.chop(1);
    argument = argument.toUpper();
    if (mark == u'?')
        return u'[' + argument + u']';
    return mark == u'*' ? QStringLiteral("[%1...]").arg(argument) : argument;
}

QStringList shownArguments(const CtlForm &form)
{
    QStringList words;
    const QStringList arguments = QString::fromLatin1(form.arguments).split(u' ', Qt::SkipEmptyParts);
    for (const QString &argument : arguments)
        words.append(shown(argument));
    if (form.argumentsForAll == nullptr)
        return words;
    // What --all makes superfluous is said instead of it.
    if (QLatin1String(form.arguments) == QLatin1String(form.argumentsForAll))
        words.append(QStringLiteral("[--all]"));
    else
        words.first() += QStringLiteral("|--all");
    return words;
}

QString explained(const CtlForm &form)
{
    const QString text = QLatin1String(form.text);
    return form.alias ? QStringLiteral("%1 (or: %2)").arg(text, QLatin1String(form.alias)) : text;
}

// Two columns; the right one is wrapped.
QString row(const QString &left, const QString &right)
{
    QString text = QStringLiteral("  ") + left.leftJustified(column - 3);
    text += text.size() < column ? QStringLiteral(" ") : u'\n' + QString(column, u' ');
    qsizetype at = column;
    const QStringList words = right.split(u' ');
    for (const QString &word : words) {
        if (at > column && at + word.size() > width) {
            text.chop(1);
            text += u'\n' + QString(column, u' ');
            at = column;
        }
        text += word + u' ';
        at += word.size() + 1;
    }
    text.chop(1);
    return text + u'\n';
}

QString roff(QString text)
{
    return text.replace(u'\\', QStringLiteral("\\e")).replace(u'-', QStringLiteral("\\-"));
}

QString entry(const QString &bold, const QString &italic, const QString &text)
{
    return QStringLiteral(".TP\n.BI \"%1\" \"%2\"\n%3.\n")
        .arg(roff(bold), roff(italic.isEmpty() ? italic : u' ' + italic), roff(text));
}

} // namespace

std::span<const CtlForm> CtlForm::all()
{
    return forms;
}

const CtlForm *CtlForm::find(const QString &word)
{
    const auto found = std::ranges::find_if(forms, [&word](const CtlForm &form) {
        return word == QLatin1String(form.name) || (form.alias && word == QLatin1String(form.alias));
    });
    return found == std::end(forms) ? nullptr : found;
}

QString CtlForm::help()
{
    QString text = QStringLiteral("Usage: %1\n\n").arg(QLatin1String(synopsis));
    for (const CtlForm &form : forms)
        text += row(QLatin1String(form.name) + u' ' + shownArguments(form).join(u' '), explained(form));
    text += u'\n';
    for (const Option &option : options)
        text += row(QLatin1String(option.words), QLatin1String(option.text));
    return text +
           QStringLiteral("\n%1\n\nExit codes: %2\n").arg(QLatin1String(access), QLatin1String(exitCodes));
}

QString CtlForm::manualPage()
{
    QString page = QStringLiteral(".\\\" SPDX-FileCopyrightText: 2026 The Spectrum 2 authors\n"
                                  ".\\\" SPDX-License-Identifier: GPL-2.0-or-later\n"
                                  ".TH SPECTRUM2\\-CTL 1 \"\" \"Spectrum 2\" \"User Commands\"\n"
                                  ".SH NAME\nspectrum2\\-ctl \\- administer a gateway that runs\n"
                                  ".SH SYNOPSIS\n%1\n.SH COMMANDS\n")
                       .arg(roff(QLatin1String(synopsis)));
    for (const CtlForm &form : forms)
        page += entry(QLatin1String(form.name), shownArguments(form).join(u' '), explained(form));
    page += QStringLiteral(".SH OPTIONS\n");
    for (const Option &option : options) {
        const QString words = QLatin1String(option.words);
        page += entry(words.section(u' ', 0, 0), words.section(u' ', 1), QLatin1String(option.text));
    }
    page += QStringLiteral(".SH ACCESS\n%1\n.SH EXIT STATUS\n%2\n.SH SEE ALSO\n"
                           ".BR spectrum2 (1),\n.BR spectrum2.cfg (5)\n")
                .arg(roff(QLatin1String(access)), roff(QLatin1String(exitCodes)));
    return page;
}

} // namespace spectrum::core
