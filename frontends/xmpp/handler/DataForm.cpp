// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "DataForm.h"

namespace spectrum::xmpp::dataform
{

namespace
{

const char *typeOf(const Field &field)
{
    switch (field.type) {
    case FieldType::Boolean:
        return "boolean";
    case FieldType::Choice:
        return "list-single";
    case FieldType::Secret:
        return "text-private";
    case FieldType::Text:
    case FieldType::Integer:
        break;
    }
    return "text-single";
}

} // namespace

void writeFormType(ElementWriter &xml, const char *formType)
{
    xml.open("field");
    xml.attribute("var", "FORM_TYPE");
    xml.attribute("type", "hidden");
    xml.leaf("value", formType);
    xml.close();
}

void writeField(ElementWriter &xml, const Field &field)
{
    xml.open("field");
    xml.attribute("var", field.key);
    xml.attribute("type", typeOf(field));
    xml.attribute("label", field.label.isEmpty() ? field.key : field.label);
    if (!field.help.isEmpty())
        xml.leaf("desc", field.help);
    if (field.isRequired)
        xml.empty("required");
    if (!field.defaultValue.isEmpty() && field.type != FieldType::Secret)
        xml.leaf("value", field.defaultValue);
    for (qsizetype index = 0; index < field.choiceValues.size(); ++index) {
        xml.open("option");
        xml.attribute("label", field.choiceLabels.value(index));
        xml.leaf("value", field.choiceValues.at(index));
        xml.close();
    }
    xml.close();
}

QMap<QString, QString> answersIn(const Element &form)
{
    QMap<QString, QString> answers;
    for (const Element &field : form.children()) {
        // Of another namespace it is somebody else's extension of the form.
        if (!field.is(u"field", u"jabber:x:data"))
            continue;
        const Element *value = field.child(u"value", u"jabber:x:data");
        answers.insert(field.attribute("var"), value ? value->text() : QString());
    }
    return answers;
}

} // namespace spectrum::xmpp::dataform
