document.getElementById("vanishing").remove();
const late = document.createElement("p");
late.className = "pushing";
late.textContent = "Only readers with JavaScript read this.";
document.querySelector("main").prepend(late);
console.error("a message of an error");
throw new Error("an error of a script");
