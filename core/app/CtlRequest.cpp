// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/CtlRequest.h"

#include "config/NearestName.h"

#include <QDir>
#include <QJsonArray>

#include <algorithm>
#include <optional>

namespace spectrum::core
{

namespace
{

// The arguments of a command, in their order. The last may be optional, or take all the words that are left.
struct Form {
    const char *name;
    const char *arguments; // "user name? options*"
};

constexpr Form forms[]{
    {"status", ""},
    {"stats", ""},
    {"users", "instance?"},
    {"user", "user"},
    {"register", "user name options*"},
    {"disconnect", "user text?"},
    {"delete", "user"},
    {"reload", ""},
    {"log-level", "level rules*"},
    {"rotate-key", ""},
    {"backup", "file"},
    {"stop", ""},
};

Error mistake(const QString &text)
{
    return {ErrorKind::InvalidInput, text};
}

// Other words for the same, as the issue tracker and the first Spectrum 2 have them.
QString ownName(const QString &command)
{
    if (command == u"unregister")
        return QStringLiteral("delete");
    if (command == u"statistics")
        return QStringLiteral("stats");
    return command;
}

Result<const Form *> formOf(const QString &command)
{
    QStringList names;
    for (const Form &form : forms) {
        if (command == QLatin1String(form.name))
            return &form;
        names.append(QLatin1String(form.name));
    }
    if (command.isEmpty())
        return mistake(QStringLiteral("say what to do; spectrum2 ctl --help lists the commands."));
    const QString nearest = config::nearestName(command, names);
    return mistake(
        nearest.isEmpty()
            ? QStringLiteral("there is no command \"%1\"; spectrum2 ctl --help lists them.").arg(command)
            : QStringLiteral("there is no command \"%1\"; did you mean \"%2\"?").arg(command, nearest));
}

Result<void> fill(QJsonObject &request, const Form &form, QStringList words)
{
    const QStringList arguments = QString::fromLatin1(form.arguments).split(u' ', Qt::SkipEmptyParts);
    for (QString argument : arguments) {
        const bool isOptional = argument.endsWith(u'?');
        const bool isList = argument.endsWith(u'*');
        if (isOptional || isList)
            argument.chop(1);
        if (isList)
            request.insert(argument, QJsonArray::fromStringList(std::exchange(words, {})));
        else if (!words.isEmpty())
            request.insert(argument, words.takeFirst());
        else if (!isOptional)
            return mistake(
                QStringLiteral("%1 needs a word more: %2.").arg(QLatin1String(form.name), argument));
    }
    if (!words.isEmpty())
        return mistake(
            QStringLiteral("%1 does not take \"%2\".").arg(QLatin1String(form.name), words.first()));
    return {};
}

// Takes "--name VALUE" or "--name=VALUE" out of the words.
Result<QString> takeOption(QStringList &words, const QString &name)
{
    const auto isOption = [&name](const QString &word) {
        return word == name || word.startsWith(name + QLatin1Char('='));
    };
    const auto found = std::ranges::find_if(words, isOption);
    if (found == words.end())
        return QString();
    const qsizetype index = found - words.begin();
    const QString word = words.takeAt(index);
    if (word != name)
        return word.mid(name.size() + 1);
    if (index >= words.size())
        return mistake(QStringLiteral("%1 needs a value.").arg(name));
    return words.takeAt(index);
}

} // namespace

Result<CtlRequest> CtlRequest::parse(const QStringList &arguments)
{
    QStringList words = arguments;
    CtlRequest wish;
    QString instance;
    const std::pair<const char *, QString *> options[]{
        {"--socket", &wish.socket}, {"--config", &wish.configFile}, {"--instance", &instance}};
    for (const auto &[name, value] : options) {
        const Result<QString> taken = takeOption(words, QLatin1String(name));
        if (!taken)
            return taken.error();
        *value = *taken;
    }
    wish.isForMachine = words.removeAll(QStringLiteral("--json")) > 0;
    const bool wantsAll = words.removeAll(QStringLiteral("--all")) > 0;
    for (const QString &word : std::as_const(words)) {
        if (word.startsWith(QLatin1String("--")))
            return mistake(
                QStringLiteral("there is no option %1; spectrum2 ctl --help lists them.").arg(word));
    }
    const QString command = ownName(words.isEmpty() ? QString() : words.takeFirst());
    const Result<const Form *> form = formOf(command);
    if (!form)
        return form.error();
    wish.request.insert(QStringLiteral("command"), command);
    if (!instance.isEmpty())
        wish.request.insert(QStringLiteral("instance"), instance);
    if (wantsAll)
        wish.request.insert(QStringLiteral("all"), true);
    if (const Result<void> filled = fill(wish.request, **form, words); !filled)
        return filled.error();
    // The host has another directory.
    if (const QString file = wish.request.value(u"file").toString(); !file.isEmpty())
        wish.request.insert(QStringLiteral("file"), QDir::cleanPath(QDir::current().absoluteFilePath(file)));
    wish.needsPassword = command == u"register";
    wish.isForAllInstances = command == u"users" && !wish.request.contains(u"instance");
    return wish;
}

} // namespace spectrum::core
