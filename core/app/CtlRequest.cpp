// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/CtlRequest.h"

#include "app/CtlForm.h"
#include "config/NearestName.h"

#include <QDir>
#include <QJsonArray>

#include <algorithm>
#include <optional>

namespace spectrum::core
{

namespace
{

Error mistake(const QString &text)
{
    return {ErrorKind::InvalidInput, text};
}

Result<const CtlForm *> formOf(const QString &command)
{
    if (const CtlForm *form = CtlForm::find(command))
        return form;
    if (command.isEmpty())
        return mistake(QStringLiteral("say what to do; spectrum2 ctl --help lists the commands."));
    QStringList names;
    for (const CtlForm &form : CtlForm::all())
        names.append(QLatin1String(form.name));
    const QString nearest = config::nearestName(command, names);
    return mistake(
        nearest.isEmpty()
            ? QStringLiteral("there is no command \"%1\"; spectrum2 ctl --help lists them.").arg(command)
            : QStringLiteral("there is no command \"%1\"; did you mean \"%2\"?").arg(command, nearest));
}

Result<void> fill(QJsonObject &request, const QString &command, const char *form, QStringList words)
{
    const QStringList arguments = QString::fromLatin1(form).split(u' ', Qt::SkipEmptyParts);
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
            return mistake(QStringLiteral("%1 needs a word more: %2.").arg(command, argument));
    }
    if (!words.isEmpty())
        return mistake(QStringLiteral("%1 does not take \"%2\".").arg(command, words.first()));
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
    const Result<const CtlForm *> form = formOf(words.isEmpty() ? QString() : words.takeFirst());
    if (!form)
        return form.error();
    const QString command = QLatin1String((*form)->name);
    if (wantsAll && (*form)->argumentsForAll == nullptr)
        return mistake(QStringLiteral("%1 does not take --all.").arg(command));
    wish.request.insert(QStringLiteral("command"), command);
    if (!instance.isEmpty())
        wish.request.insert(QStringLiteral("instance"), instance);
    if (wantsAll)
        wish.request.insert(QStringLiteral("all"), true);
    const char *wanted = wantsAll ? (*form)->argumentsForAll : (*form)->arguments;
    if (const Result<void> filled = fill(wish.request, command, wanted, words); !filled)
        return filled.error();
    // The host has another directory.
    if (const QString file = wish.request.value(u"file").toString(); !file.isEmpty())
        wish.request.insert(QStringLiteral("file"), QDir::cleanPath(QDir::current().absoluteFilePath(file)));
    wish.needsPassword = command == u"register";
    const bool isForMany = command == u"users" || (command == u"message" && wantsAll);
    wish.isForAllInstances = isForMany && !wish.request.contains(u"instance");
    return wish;
}

} // namespace spectrum::core
